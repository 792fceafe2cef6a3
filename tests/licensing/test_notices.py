"""What the platform tells of accounts and numbers is kept as it was told."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.account_samples import ACCOUNT_FIELDS, DISPLAY
from tests.webhook_samples import webhook

from bode.conversations.numbers import Numbers
from bode.conversations.recording import record
from bode.licensing.models import Account, PhoneNumber, PlatformNotice
from bode.licensing.notices import list_notices
from bode.licensing.standing import AccountStatus, Trait
from bode.organisations.models import Organisation
from bode.organisations.tenancy import scope
from bode.whatsapp import parse_webhook

pytestmark = pytest.mark.django_db

EFFECTS = {
    "number_quality": "ONBOARDING",
    "number_name": "DEFERRED",
    "capability_as_number": "2000",
    "capability_as_word": "TIER_2K",
    "review": "DEFERRED",
    "alert": "OBA_REJECTED",
    "security": "PIN_RESET_REQUEST",
    "flow": "FLOW_STATUS_CHANGE",
    "account_violation": "ACCOUNT_VIOLATION",
    "account_restriction": "ACCOUNT_RESTRICTION",
    "disabled_update": "DISABLED_UPDATE",
    "account_deleted": "ACCOUNT_DELETED",
    "account_offboarded": "ACCOUNT_OFFBOARDED",
    "account_reconnected": "ACCOUNT_RECONNECTED",
    "partner_added": "PARTNER_ADDED",
    "partner_app_installed": "PARTNER_APP_INSTALLED",
    "partner_app_uninstalled": "PARTNER_APP_UNINSTALLED",
    "partner_removed": "PARTNER_REMOVED",
    "partner_client_certification_needed": "PARTNER_CLIENT_CERTIFICATION_NEEDED",
    "partner_client_certification_status_update": "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE",
    "business_primary_location_country_update": "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
    "ad_account_linked": "AD_ACCOUNT_LINKED",
    "mm_lite_terms_signed": "MM_LITE_TERMS_SIGNED",
    "auth_intl_price_eligibility_update": "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE",
    "volume_based_pricing_tier_update": "VOLUME_BASED_PRICING_TIER_UPDATE",
}
"""By sample: the platform's word that is kept of it."""
MORE_FIELDS = {
    "restricted": (
        "account_update",
        {
            "event": "ACCOUNT_RESTRICTION",
            "restriction_info": [{"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING"}],
        },
    ),
    "disabled": (
        "account_update",
        {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE"}},
    ),
    "rejected": ("account_review_update", {"decision": "REJECTED"}),
    "flagged": (
        "phone_number_quality_update",
        {"display_phone_number": DISPLAY, "event": "FLAGGED"},
    ),
    "faster": (
        "phone_number_quality_update",
        {"display_phone_number": DISPLAY, "event": "THROUGHPUT_UPGRADE"},
    ),
}
"""What these events tell in other cases."""
UNTOLD = {
    "status": AccountStatus.ACTIVE,
    "is_rejected": False,
    "ban_announced": "",
    "people_a_day": "",
    "reach": None,
    "withheld": 0,
    "payment_missing_since": None,
    "stopped_code": None,
    "name_status": "",
    "messages_per_second": 80,
}
"""How an account and its number stand while the platform told nothing."""
STATES: dict[str, dict[str, object]] = {
    "number_quality": {"people_a_day": "TIER_250", "reach": 250},
    "number_name": {"name_status": "DEFERRED"},
    "capability_as_number": {"people_a_day": "2000", "reach": 2000},
    "capability_as_word": {"people_a_day": "TIER_2K", "reach": 2000},
    "disabled_update": {"ban_announced": "December 1, 2026"},
    "account_deleted": {"status": AccountStatus.DELETED, "stopped_code": 33},
    "account_offboarded": {"status": AccountStatus.OFFBOARDED, "stopped_code": 33},
    "restricted": {"withheld": Trait.OPENS},
    "disabled": {"status": AccountStatus.BANNED, "stopped_code": 131031},
    "rejected": {"is_rejected": True, "stopped_code": 131031},
    "faster": {"messages_per_second": 1000},
}
"""By sample: what is otherwise after it. After each other nothing is: it only warns, or tells."""
CHECKED = {"partner_app_uninstalled", "partner_removed"}
"""After these Bode looks at once whether it still has access."""
OF_TEMPLATES = {name for name in ACCOUNT_FIELDS if name.startswith("template_")}
WITHOUT_EFFECT = {
    "calls",
    "automatic_events",
    "group_lifecycle_update",
    "group_settings_update",
    "group_participants_update",
    "standby",
}
"""What a municipality has no use for stays in the log."""


def take_in(name: str) -> None:
    for event in parse_webhook(webhook((ACCOUNT_FIELDS | MORE_FIELDS)[name])):
        record(event, Numbers("proefbode"))


def notices(number: PhoneNumber) -> list[PlatformNotice]:
    with scope(number.municipality_id):
        return list_notices()


def test_every_webhook_about_accounts_is_looked_at() -> None:
    assert EFFECTS.keys() | WITHOUT_EFFECT == ACCOUNT_FIELDS.keys() - OF_TEMPLATES


@pytest.mark.parametrize("name", EFFECTS)
def test_every_one_is_kept_once_in_the_platforms_word(number: PhoneNumber, name: str) -> None:
    for _ in range(2):
        take_in(name)

    [notice] = notices(number)
    assert notice.event == EFFECTS[name]
    assert notice.account_id == number.account_id


@pytest.mark.parametrize("name", [*EFFECTS, *MORE_FIELDS])
@pytest.mark.usefixtures("no_jobs")
def test_every_one_leads_to_its_state_and_to_no_other(number: PhoneNumber, name: str) -> None:
    take_in(name)

    with scope(number.municipality_id):
        number.refresh_from_db()
        facts = vars(Account.objects.get()) | vars(number)
    assert {fact: facts[fact] for fact in UNTOLD} == UNTOLD | STATES.get(name, {})
    checks = ProcrastinateJob.objects.filter(task_name="licensing.sync_templates")
    assert checks.exists() == (name in CHECKED)


@pytest.mark.parametrize("name", sorted(WITHOUT_EFFECT))
def test_what_a_municipality_has_no_use_for_is_no_notice(number: PhoneNumber, name: str) -> None:
    take_in(name)

    assert notices(number) == []


def test_a_notice_of_a_number_names_it(number: PhoneNumber) -> None:
    take_in("number_name")

    [notice] = notices(number)
    assert notice.number == number
    assert notice.facts == {"decision": "DEFERRED", "name": "Gemeente Proefdam"}


def test_a_notice_holds_what_was_told(number: PhoneNumber) -> None:
    take_in("account_restriction")

    [notice] = notices(number)
    [restriction] = notice.facts["restrictions"]
    assert restriction["type"] == "RESTRICTED_BIZ_INITIATED_MESSAGING"
    assert "expires_at" in restriction


def test_a_notice_does_not_say_who_did_it(number: PhoneNumber) -> None:
    take_in("security")

    [notice] = notices(number)
    assert notice.facts == {"event": "PIN_RESET_REQUEST"}


def test_news_of_an_account_that_nobody_here_has_is_left_to_the_log(number: PhoneNumber) -> None:
    number.account_id = "400000000000002"
    with scope(number.municipality_id):
        number.save()
    take_in("review")

    assert notices(number) == []


def test_another_municipality_sees_nothing_of_it(
    number: PhoneNumber, other_municipality: Organisation
) -> None:
    take_in("review")

    with scope(other_municipality.id):
        assert list_notices() == []
