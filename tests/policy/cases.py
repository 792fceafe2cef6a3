"""What was allowed when: written by hand from what is published, and not from the code.

Each row: day, route, purpose, the answer, the version of the rules, and which source says so.
The sources in full:

- Metronieuws: metronieuws.nl, 11 May 2017: Terneuzen was the first municipality, in 2013.
- Emerce: emerce.nl, September 2017: The Hague and Delft stop after WhatsApp objects; its terms
  forbid use for emergency services and public safety. Innoviq, 28 September 2018, on the same.
- InformationNG: informationng.com, 20 June 2019: from 7 December 2019 WhatsApp takes legal action.
- NU.nl: nu.nl/tech/6015796, December 2019, and nhnieuws.nl 257417, November 2019: VNG says that
  couplings of software vendors are no longer allowed; the Business app is a stopgap.
- vng.nl: "Stand van zaken WhatsApp": the private app is no longer allowed, and whether there will
  be a licence for the business platform is not known.
- Tweakers: tweakers.net/nieuws/176380, January 2021, after VNG Realisatie: from mid-January a
  licence through a BSP; the purposes that are allowed and forbidden; not through an ISV.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    day: str
    route: str
    purpose: str
    allowed: bool
    era: str
    source: str
    """What the answer's source names."""


YES, NO = True, False
BEFORE, EXCLUDED, ENFORCED, LICENSED = (
    "before_rules",
    "exclusion",
    "enforcement",
    "licence_through_bsp",
)

CASES = [
    # Before 2017: no rule known; the business platform and the Business app are not there yet.
    Case("2009-06-01", "bsp", "permits", NO, BEFORE, "Algemeen bekend"),
    Case("2012-12-31", "private_app", "municipal_services", YES, BEFORE, "Metronieuws"),
    Case("2013-01-01", "private_app", "municipal_services", YES, BEFORE, "Metronieuws"),
    Case("2013-09-01", "isv", "municipal_services", YES, BEFORE, "Metronieuws"),
    Case("2013-09-01", "business_app", "municipal_services", NO, BEFORE, "Algemeen bekend"),
    Case("2015-06-01", "private_app", "appointments", YES, BEFORE, "Metronieuws"),
    Case("2015-06-01", "isv", "tourism", YES, BEFORE, "Metronieuws"),
    Case("2015-06-01", "bsp", "tourism", NO, BEFORE, "Algemeen bekend"),
    Case("2015-06-01", "private_app", "promotion", NO, BEFORE, "Eigen uitleg van Bode"),
    Case("2015-03-18", "isv", "political_campaign", NO, BEFORE, "Eigen uitleg van Bode"),
    Case("2016-04-06", "private_app", "election_influence", NO, BEFORE, "Eigen uitleg van Bode"),
    Case("2016-12-31", "private_app", "permits", YES, BEFORE, "Metronieuws"),
    Case("2016-12-31", "isv", "crisis_response", YES, BEFORE, "Metronieuws"),
    Case("2016-12-31", "bsp", "permits", NO, BEFORE, "Algemeen bekend"),
    Case("2016-12-31", "business_app", "permits", NO, BEFORE, "Algemeen bekend"),
    Case("2016-12-31", "isv", "voter_data", NO, BEFORE, "Eigen uitleg van Bode"),
    # 2017 to 6 December 2019: governments are shut out, along every route and for every purpose.
    Case("2017-01-01", "private_app", "permits", NO, EXCLUDED, "Emerce"),
    Case("2017-01-01", "isv", "crisis_response", NO, EXCLUDED, "Emerce"),
    Case("2017-01-01", "bsp", "permits", NO, EXCLUDED, "Emerce"),
    Case("2017-01-01", "business_app", "permits", NO, EXCLUDED, "Emerce"),
    Case("2017-04-15", "isv", "municipal_services", NO, EXCLUDED, "Emerce"),
    Case("2017-09-01", "private_app", "municipal_services", NO, EXCLUDED, "Emerce"),
    Case("2018-02-01", "business_app", "appointments", NO, EXCLUDED, "Innoviq"),
    Case("2018-09-28", "isv", "tourism", NO, EXCLUDED, "Innoviq"),
    Case("2018-09-28", "bsp", "tourism", NO, EXCLUDED, "Innoviq"),
    Case("2019-06-20", "isv", "permits", NO, EXCLUDED, "Emerce"),
    Case("2019-11-22", "private_app", "crisis_response", NO, EXCLUDED, "Emerce"),
    Case("2018-03-21", "private_app", "political_campaign", NO, EXCLUDED, "Emerce"),
    Case("2018-06-01", "isv", "promotion", NO, EXCLUDED, "Emerce"),
    Case("2019-12-06", "private_app", "permits", NO, EXCLUDED, "Emerce"),
    Case("2019-12-06", "business_app", "municipal_services", NO, EXCLUDED, "Emerce"),
    Case("2019-12-06", "bsp", "permits", NO, EXCLUDED, "Emerce"),
    # 7 December 2019 to 14 January 2021: WhatsApp acts on its terms; there is no licence yet.
    Case("2019-12-07", "private_app", "permits", NO, ENFORCED, "vng.nl"),
    Case("2019-12-07", "isv", "permits", NO, ENFORCED, "NU.nl"),
    Case("2019-12-07", "business_app", "municipal_services", NO, ENFORCED, "NU.nl"),
    Case("2019-12-07", "bsp", "permits", NO, ENFORCED, "vng.nl"),
    Case("2019-12-07", "private_app", "tourism", NO, ENFORCED, "InformationNG"),
    Case("2020-03-16", "private_app", "crisis_response", NO, ENFORCED, "vng.nl"),
    Case("2020-03-16", "bsp", "crisis_response", NO, ENFORCED, "vng.nl"),
    Case("2020-06-01", "isv", "appointments", NO, ENFORCED, "NU.nl"),
    Case("2020-06-01", "business_app", "appointments", NO, ENFORCED, "Tweakers"),
    Case("2020-06-01", "bsp", "promotion", NO, ENFORCED, "vng.nl"),
    Case("2020-11-01", "isv", "voter_data", NO, ENFORCED, "NU.nl"),
    Case("2021-01-14", "bsp", "permits", NO, ENFORCED, "vng.nl"),
    Case("2021-01-14", "isv", "permits", NO, ENFORCED, "NU.nl"),
    Case("2021-01-14", "business_app", "permits", NO, ENFORCED, "Tweakers"),
    Case("2021-01-14", "private_app", "permits", NO, ENFORCED, "vng.nl"),
    # From 15 January 2021: a licence through a BSP, for five purposes and never for four.
    Case("2021-01-15", "bsp", "crisis_response", YES, LICENSED, "Tweakers"),
    Case("2021-01-15", "bsp", "permits", YES, LICENSED, "Tweakers"),
    Case("2021-01-15", "bsp", "appointments", YES, LICENSED, "Tweakers"),
    Case("2021-01-15", "bsp", "municipal_services", YES, LICENSED, "Tweakers"),
    Case("2021-01-15", "bsp", "tourism", YES, LICENSED, "Tweakers"),
    Case("2021-01-15", "bsp", "promotion", NO, LICENSED, "Tweakers"),
    Case("2021-01-15", "bsp", "political_campaign", NO, LICENSED, "Tweakers"),
    Case("2021-01-15", "bsp", "voter_data", NO, LICENSED, "Tweakers"),
    Case("2021-01-15", "bsp", "election_influence", NO, LICENSED, "Tweakers"),
    Case("2021-01-15", "isv", "permits", NO, LICENSED, "Tweakers"),
    Case("2021-01-15", "business_app", "permits", NO, LICENSED, "Eigen uitleg van Bode"),
    Case("2021-01-15", "private_app", "permits", NO, LICENSED, "vng.nl"),
    Case("2021-03-17", "bsp", "election_influence", NO, LICENSED, "half januari"),
    Case("2022-03-01", "isv", "permits", NO, LICENSED, "Tweakers"),
    Case("2022-03-01", "bsp", "permits", YES, LICENSED, "Tweakers"),
    Case("2022-03-16", "bsp", "political_campaign", NO, LICENSED, "Tweakers"),
    Case("2022-03-16", "isv", "political_campaign", NO, LICENSED, "Tweakers"),
    Case("2023-07-01", "private_app", "tourism", NO, LICENSED, "vng.nl"),
    Case("2024-06-01", "business_app", "tourism", NO, LICENSED, "Tweakers"),
    Case("2024-06-01", "bsp", "tourism", YES, LICENSED, "Tweakers"),
    Case("2025-10-29", "bsp", "voter_data", NO, LICENSED, "Tweakers"),
    Case("2026-11-28", "bsp", "municipal_services", YES, LICENSED, "Tweakers"),
    Case("2026-11-28", "isv", "municipal_services", NO, LICENSED, "Tweakers"),
    # Later: as now, until a later version is published.
    Case("2030-01-01", "bsp", "appointments", YES, LICENSED, "Tweakers"),
    Case("2030-01-01", "bsp", "promotion", NO, LICENSED, "Tweakers"),
    Case("2030-01-01", "isv", "appointments", NO, LICENSED, "Tweakers"),
]
