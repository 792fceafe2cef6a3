"""The versions of the rules that come with Bode. None of them is ever edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ..purposes import PURPOSES
from ..routes import Route
from ..rules import FORBIDDEN_PURPOSE, VNG_2021, Rule, Source
from .kinds import Era, PurposeVerdict, Verdict

_UNTIL_2019 = Source(
    nl="Emerce, september 2017, en Innoviq, 28 september 2018. Van de ingangsdatum is alleen het "
    "jaar bekend (Den Haag stopt in april 2017); Bode rekent met 1 januari 2017.",
    en="Emerce, September 2017, and Innoviq, 28 September 2018. Of the first day only the year is "
    "known (The Hague stops in April 2017); Bode reckons with 1 January 2017.",
)
_APPS_2017 = Source(
    nl="Algemeen bekend, niet bij WhatsApp nagegaan",
    en="Generally known, not checked with WhatsApp",
)
_BEFORE_2017 = Source(
    nl="Metronieuws, 11 mei 2017 (Terneuzen als eerste, 2013); een regel van WhatsApp is niet "
    "bekend",
    en="Metronieuws, 11 May 2017 (Terneuzen was the first, 2013); no rule of WhatsApp is known",
)
_DECEMBER_2019 = Source(
    nl="VNG, “Stand van zaken WhatsApp voor gemeentelijke dienstverlening”: "
    "https://vng.nl/nieuws/stand-van-zaken-whatsapp-voor-gemeentelijke-dienstverlening. De dag "
    "komt uit de vragenlijst van WhatsApp, via InformationNG, 20 juni 2019.",
    en="VNG, “State of affairs of WhatsApp for municipal services” (in Dutch): "
    "https://vng.nl/nieuws/stand-van-zaken-whatsapp-voor-gemeentelijke-dienstverlening. The day "
    "is from WhatsApp's own FAQ, through InformationNG, 20 June 2019.",
)
_SOFTWARE_2019 = Source(
    nl="NU.nl, december 2019: https://www.nu.nl/tech/6015796/. Ook NH Nieuws, november 2019: "
    "https://www.nhnieuws.nl/nieuws/257417/",
    en="NU.nl, December 2019: https://www.nu.nl/tech/6015796/. NH Nieuws too, November 2019: "
    "https://www.nhnieuws.nl/nieuws/257417/",
)
_OUR_READING = Source(
    nl=f"Eigen uitleg van Bode, naar {VNG_2021.nl}", en=f"Bode’s own reading of {VNG_2021.en}"
)


def _no(nl: str, en: str, source: Source) -> Verdict:
    return Verdict(allowed=False, rule=Rule(nl=nl, en=en, source=source))


def _yes(nl: str, en: str, source: Source) -> Verdict:
    return Verdict(allowed=True, rule=Rule(nl=nl, en=en, source=source))


def _purposes(for_allowed: Verdict, for_forbidden: Verdict) -> Mapping[str, PurposeVerdict]:
    """One verdict for each purpose that is allowed now, another for each that is forbidden."""
    verdicts = {}
    for code, purpose in PURPOSES.items():
        verdict = for_allowed if purpose.allowed else for_forbidden
        verdicts[code] = PurposeVerdict(
            allowed=verdict.allowed,
            rule=verdict.rule,
            inside=purpose.inside,
            outside=purpose.outside,
        )
    return MappingProxyType(verdicts)


_FORBIDDEN = Verdict(allowed=False, rule=FORBIDDEN_PURPOSE)
_FORBIDDEN_EARLIER = _no(
    "Dit doel is nu verboden, en Bode kent geen eerdere regel die het toestond.",
    "This purpose is forbidden now, and Bode knows of no earlier rule that allowed it.",
    _OUR_READING,
)
_OPEN = _yes(
    "Er is geen regel bekend die gemeenten toen uitsloot; de eersten werken sinds 2013 zo.",
    "No rule is known that shut municipalities out then; the first have worked so since 2013.",
    _BEFORE_2017,
)
_NOT_YET_THERE = _no("Deze weg bestond toen nog niet.", "This route did not exist yet.", _APPS_2017)
_EXCLUDED = _no(
    "WhatsApp sluit overheden uit: de voorwaarden verbieden gebruik voor hulp bij nood en "
    "informatie over veiligheid.",
    "WhatsApp shuts governments out: its terms forbid use for emergencies and public safety.",
    _UNTIL_2019,
)
_NO_LIST_YET = _no(
    "Er is nog geen lijst met doelen waarvoor een gemeente WhatsApp mag gebruiken.",
    "There is no list yet of purposes for which a municipality may use WhatsApp.",
    _DECEMBER_2019,
)

ERAS: tuple[Era, ...] = (
    Era(
        code="before_rules",
        first_day=None,
        last_day=date(2016, 12, 31),
        name_nl="Vóór 2017: geen regel voor gemeenten",
        name_en="Before 2017: no rule for municipalities",
        routes=MappingProxyType(
            {
                Route.BSP: _NOT_YET_THERE,
                Route.ISV: _OPEN,
                Route.BUSINESS_APP: _NOT_YET_THERE,
                Route.PRIVATE_APP: _OPEN,
            }
        ),
        purposes=_purposes(_OPEN, _FORBIDDEN_EARLIER),
    ),
    Era(
        code="exclusion",
        first_day=date(2017, 1, 1),
        last_day=date(2019, 12, 6),
        name_nl="2017: WhatsApp sluit overheden uit",
        name_en="2017: WhatsApp shuts governments out",
        reckoned_nl="Alleen het jaar is bekend: Den Haag stopt in april 2017. Bode rekent met de "
        "eerste dag van dat jaar.",
        reckoned_en="Only the year is known: The Hague stops in April 2017. Bode reckons with the "
        "first day of that year.",
        routes=MappingProxyType(dict.fromkeys(Route, _EXCLUDED)),
        purposes=_purposes(_EXCLUDED, _FORBIDDEN_EARLIER),
    ),
    Era(
        code="enforcement",
        first_day=date(2019, 12, 7),
        last_day=date(2021, 1, 14),
        name_nl="Vanaf 7 december 2019: WhatsApp treedt op",
        name_en="From 7 December 2019: WhatsApp enforces its terms",
        routes=MappingProxyType(
            {
                Route.BSP: _no(
                    "Gemeenten kunnen nog geen vergunning voor de zakelijke koppeling aanvragen.",
                    "Municipalities can't apply yet for a licence for the business platform.",
                    _DECEMBER_2019,
                ),
                Route.ISV: _no(
                    "Koppelingen van softwareleveranciers zijn niet meer toegestaan.",
                    "Connections of software vendors are no longer allowed.",
                    _SOFTWARE_2019,
                ),
                Route.BUSINESS_APP: _no(
                    "Facebook staat gemeenten WhatsApp niet meer toe. De Business-app werd wel "
                    "aangeraden als noodoplossing voor eenvoudige vragen.",
                    "Facebook no longer allows municipalities on WhatsApp. The Business app was "
                    "advised, though, as a stopgap for simple questions.",
                    VNG_2021.plus(
                        f" Over de noodoplossing: {_SOFTWARE_2019.nl}",
                        f" About the stopgap: {_SOFTWARE_2019.en}",
                    ),
                ),
                Route.PRIVATE_APP: _no(
                    "Gemeenten mogen de gewone app niet meer gebruiken voor dienstverlening.",
                    "Municipalities may no longer use the private app for their services.",
                    _DECEMBER_2019,
                ),
            }
        ),
        purposes=_purposes(_NO_LIST_YET, _FORBIDDEN_EARLIER),
    ),
    Era(
        code="licence_through_bsp",
        first_day=date(2021, 1, 15),
        last_day=None,
        name_nl="Vanaf half januari 2021: vergunning via een BSP",
        name_en="From mid-January 2021: a licence through a BSP",
        reckoned_nl="Alleen “half januari” is bekend. Bode rekent met 15 januari.",
        reckoned_en="Only “mid-January” is known. Bode reckons with 15 January.",
        routes=MappingProxyType(
            {
                Route.BSP: _yes(
                    "Een gemeente mag WhatsApp gebruiken met een vergunning via een BSP.",
                    "A municipality may use WhatsApp under a licence through a BSP.",
                    VNG_2021,
                ),
                Route.ISV: _no(
                    "Facebook staat gemeenten niet toe om via een ISV te werken.",
                    "Facebook does not allow municipalities to work through an ISV.",
                    VNG_2021,
                ),
                Route.BUSINESS_APP: _no(
                    "Een gemeente heeft een vergunning via een BSP nodig; de app was een "
                    "noodoplossing.",
                    "A municipality needs a licence through a BSP; the app was a stopgap.",
                    _OUR_READING,
                ),
                Route.PRIVATE_APP: _no(
                    "Gemeenten mogen de gewone app niet gebruiken voor dienstverlening; nodig is "
                    "een vergunning via een BSP.",
                    "Municipalities may not use the private app for their services; they need a "
                    "licence through a BSP.",
                    _DECEMBER_2019.plus(f" {VNG_2021.nl}", f" {VNG_2021.en}"),
                ),
            }
        ),
        purposes=_purposes(
            _yes(
                "Dit is een van de doelen waarvoor een gemeente een vergunning kan krijgen.",
                "This is one of the purposes for which a municipality can get a licence.",
                VNG_2021,
            ),
            _FORBIDDEN,
        ),
    ),
)
"""From the oldest to the one that holds now."""
