"""Every field that the platform sends becomes an event of its own kind."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.account_samples import ACCOUNT, MOMENT
from tests.webhook_samples import PHONE, SAMPLES, USER_ID, webhook

from bode.whatsapp import (
    AccountAlert,
    AccountReview,
    AccountUpdate,
    BusinessCapability,
    ChangedButton,
    CountryStart,
    EntryPoint,
    Event,
    FlowUpdate,
    HistoryMessage,
    HistoryProgress,
    Identity,
    InternationalRate,
    NumberName,
    NumberQuality,
    NumberSecurity,
    Partner,
    PhoneBookEntry,
    Restriction,
    StatusUpdate,
    TemplateCategory,
    TemplateComponents,
    TemplateQuality,
    TemplateStatus,
    Text,
    Unknown,
    Unused,
    UserPreference,
    ValueErrors,
    parse_webhook,
)

AT = datetime.fromtimestamp(MOMENT, UTC)


def read(name: str) -> list[Event]:
    return parse_webhook(webhook(SAMPLES[name]))


def read_one(name: str) -> Any:
    [event] = read(name)
    return event


@pytest.mark.parametrize("name", SAMPLES)
def test_no_webhook_of_the_platform_is_unknown(name: str) -> None:
    for event in read(name):
        assert not isinstance(event, Unknown)
        assert event.waba_id == ACCOUNT


def test_a_template_says_why_it_was_rejected_and_what_to_do() -> None:
    event = read_one("template_rejected")

    assert isinstance(event, TemplateStatus)
    assert (event.event, event.template_id, event.told_at) == ("REJECTED", "7001", AT)
    assert (event.rejection_reason, event.recommendation) == ("…", "Zet er tekst voor.")


def test_a_template_says_from_when_it_is_disabled() -> None:
    event = read_one("template_disabled")

    assert (event.disable_date, event.title, event.description) == ("1764000000", "DISABLED", "…")


def test_an_odd_part_does_not_harm_what_it_stands_in() -> None:
    value = SAMPLES["template_disabled"][1] | {"disable_info": "odd", "other_info": [1]}

    [event] = parse_webhook(webhook(("message_template_status_update", value)))

    assert isinstance(event, TemplateStatus)
    assert (event.event, event.disable_date, event.title) == ("DISABLED", None, None)


def test_a_template_has_a_quality_a_category_and_texts() -> None:
    quality, category = read_one("template_quality"), read_one("template_category")
    components = read_one("template_components")

    assert isinstance(quality, TemplateQuality)
    assert (quality.previous, quality.score, quality.name) == (
        "GREEN",
        "YELLOW",
        "afspraak_herinnering",
    )
    assert isinstance(category, TemplateCategory)
    assert (category.previous, category.category) == ("UTILITY", "MARKETING")
    assert isinstance(components, TemplateComponents)
    assert (components.header, components.body) == ("Uw afspraak", "Dag {{1}}, tot {{2}}.")
    assert components.buttons == (
        ChangedButton(type="URL", text="Wijzigen", url="https://proefdam.example/{{1}}"),
    )


def test_a_number_has_a_limit_a_name_and_a_pin() -> None:
    quality, name = read_one("number_quality"), read_one("number_name")
    security = read_one("security")

    assert isinstance(quality, NumberQuality)
    assert (quality.display_phone_number, quality.limit) == ("31850000091", "TIER_250")
    assert isinstance(name, NumberName)
    assert (name.decision, name.name) == ("DEFERRED", "Gemeente Proefdam")
    assert isinstance(security, NumberSecurity)
    assert (security.event, security.requester) == ("PIN_RESET_REQUEST", "9900")


def test_a_limit_is_a_number_or_a_word() -> None:
    number, word = read_one("capability_as_number"), read_one("capability_as_word")

    assert isinstance(number, BusinessCapability)
    assert (number.daily_conversations, number.numbers_per_account) == ("2000", 25)
    assert (word.daily_conversations, word.numbers_per_business) == ("TIER_2K", 2)


def test_an_account_is_reviewed_and_warned() -> None:
    review, alert = read_one("review"), read_one("alert")

    assert isinstance(review, AccountReview)
    assert review.decision == "DEFERRED"
    assert isinstance(alert, AccountAlert)
    assert (alert.type, alert.severity, alert.entity_id) == (
        "OBA_REJECTED",
        "CRITICAL",
        "500000000000001",
    )


def test_an_account_is_restricted_banned_or_changes_hands() -> None:
    restricted = read_one("account_restriction")
    banned, removed = read_one("disabled_update"), read_one("partner_removed")

    assert isinstance(restricted, AccountUpdate)
    assert restricted.restrictions == (
        Restriction(type="RESTRICTED_BIZ_INITIATED_MESSAGING", expires_at=AT),
    )
    assert (banned.ban_state, banned.ban_date) == ("SCHEDULE_FOR_DISABLE", "December 1, 2026")
    assert removed.partner == Partner(waba_id=ACCOUNT, owner_business_id="500000000000001")
    assert (removed.disconnected_because, removed.disconnected_by) == (
        "PRIMARY_INACTIVITY",
        "SYSTEM",
    )


def test_an_accounts_tariff_changes() -> None:
    tier = read_one("volume_based_pricing_tier_update").volume_tier
    rate = read_one("auth_intl_price_eligibility_update").international_rate

    assert (tier.tier, tier.pricing_category) == ("25000:49999", "UTILITY")
    assert rate == InternationalRate(
        start_time=MOMENT, exception_countries=(CountryStart(country_code="ID", start_time=MOMENT),)
    )


def test_what_is_not_confirmed_or_not_used_is_kept_loosely() -> None:
    flow, calls = read_one("flow"), read_one("calls")

    assert isinstance(flow, FlowUpdate)
    assert (flow.flow_id, flow.new_status) == ("1", "PUBLISHED")
    assert isinstance(calls, Unused)
    assert calls.field == "calls"


def test_a_citizen_chooses_which_messages_to_get() -> None:
    event = read_one("user_preferences.stop")

    assert isinstance(event, UserPreference)
    assert event.citizen == Identity(phone=PHONE, user_id=USER_ID, name="Noor Bos")
    assert (event.category, event.value, event.timestamp) == ("marketing_messages", "stop", AT)


def test_history_tells_both_sides_and_how_far_it_has_come() -> None:
    theirs, ours, progress = read("history.messages")

    assert isinstance(theirs, HistoryMessage)
    assert isinstance(ours, HistoryMessage)
    assert (theirs.from_business, theirs.content) == (False, Text(body="Oude vraag"))
    assert (ours.from_business, ours.status) == (True, "DELIVERED")
    assert theirs.citizen == ours.citizen == Identity(phone=PHONE)
    assert isinstance(progress, HistoryProgress)
    assert (progress.phase, progress.progress) == (0, 50)


def test_history_that_is_refused_says_so() -> None:
    event = read_one("history.refused")

    assert isinstance(event, ValueErrors)
    assert [error.code for error in event.errors] == [2593109]


def test_a_bad_message_in_a_history_does_not_harm_its_neighbours() -> None:
    field, value = SAMPLES["history.messages"]
    [chunk] = value["history"]
    [thread] = chunk["threads"]
    odd = value | {
        "history": [
            "odd",
            chunk | {"threads": ["odd", thread | {"messages": ["odd", *thread["messages"]]}]},
        ]
    }

    events = parse_webhook(webhook((field, odd)))

    kinds = [type(event) for event in events]
    assert kinds == [Unknown, Unknown, Unknown, HistoryMessage, HistoryMessage, HistoryProgress]


def test_the_phone_book_of_the_app_is_told() -> None:
    event = read_one("smb_app_state_sync")

    assert isinstance(event, PhoneBookEntry)
    assert (event.action, event.phone, event.full_name) == ("add", PHONE, "Noor Bos")


def test_a_status_tells_of_a_free_entry_point() -> None:
    event = read_one("statuses.sent_free")

    assert isinstance(event, StatusUpdate)
    assert event.entry_point == EntryPoint(id="c2", origin="referral_conversion")
