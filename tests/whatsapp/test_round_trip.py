"""What the platform writes is what the events hold: written and read back, nothing changes.

Each event by where its parts stand on the wire; any part may be left out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import reduce
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.webhook_samples import of_number, webhook

from bode.whatsapp import Unknown, parse_webhook

Path = tuple[str, ...]
Json = dict[str, Any]

texts = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=12
).filter(str.strip)
ids = st.text("abcXYZ0123456789._", min_size=1, max_size=20)
phones = st.text("123456789", min_size=8, max_size=15)
flags = st.booleans()
counts = st.integers(0, 10**6)
floats = st.floats(-90, 90)
moments = st.integers(1, 4_000_000_000)


def at(path: str, values: st.SearchStrategy[Any] = texts) -> tuple[Path, st.SearchStrategy[Any]]:
    """Where a part stands in its item, and what it may be."""
    return tuple(path.split("/")), values


_CITIZEN = {"phone": at("from", phones), "user_id": at("from_user_id", ids)}
_ITEM = {"wamid": at("id", ids), "timestamp": at("timestamp", moments)}
_MESSAGE = {
    **_ITEM,
    **{f"sender.{name}": place for name, place in _CITIZEN.items()},
    "sender.parent_user_id": at("from_parent_user_id", ids),
    "context.reply_to": at("context/id", ids),
    "context.product.catalog_id": at("context/referred_product/catalog_id", ids),
    "context.product.product_retailer_id": at("context/referred_product/product_retailer_id", ids),
    "referral.source_url": at("referral/source_url"),
    "referral.source_id": at("referral/source_id", ids),
    "referral.source_type": at("referral/source_type"),
    "referral.headline": at("referral/headline"),
    "referral.body": at("referral/body"),
    "referral.ctwa_clid": at("referral/ctwa_clid"),
    "referral.welcome_text": at("referral/welcome_message/text"),
    "group_id": at("group_id", ids),
}


def _content(kind: str, /, **places: tuple[Path, st.SearchStrategy[Any]]) -> dict[str, Any]:
    return {f"content.{name}": ((kind, *path), values) for name, (path, values) in places.items()}


def _media(kind: str) -> dict[str, Any]:
    return _content(
        kind,
        id=at("id", ids),
        mime_type=at("mime_type"),
        sha256=at("sha256"),
        caption=at("caption"),
        filename=at("filename"),
        voice=at("voice", flags),
        animated=at("animated", flags),
        url=at("url"),
    )


CONTENTS: dict[str, dict[str, Any]] = {
    "text": _content("text", body=at("body")),
    **{kind: _media(kind) for kind in ("image", "video", "audio", "document", "sticker")},
    "location": _content(
        "location",
        latitude=at("latitude", floats),
        longitude=at("longitude", floats),
        name=at("name"),
        address=at("address"),
        url=at("url"),
    ),
    "reaction": _content("reaction", message_id=at("message_id", ids), emoji=at("emoji")),
    "button": _content("button", payload=at("payload"), text=at("text")),
    "order": _content("order", catalog_id=at("catalog_id", ids), text=at("text")),
    "revoke": _content("revoke", original_message_id=at("original_message_id", ids)),
    "unsupported": _content("unsupported", kind=at("type")),
    "system": {
        **_content(
            "system",
            kind=at("type"),
            body=at("body"),
            new_phone=at("wa_id", phones),
            user_id=at("user_id", ids),
            parent_user_id=at("parent_user_id", ids),
            previous_user_id=at("previous_user_id", ids),
            previous_parent_user_id=at("previous_parent_user_id", ids),
        ),
        "content.identity.hash": at("identity/hash"),
        "content.identity.created_at": at("identity/created_timestamp", moments),
        "content.identity.acknowledged": at("identity/acknowledged", flags),
    },
}

_STATUS = {
    **_ITEM,
    "status": at("status"),
    "recipient.phone": at("recipient_id", phones),
    "recipient.user_id": at("recipient_user_id", ids),
    "recipient.parent_user_id": at("recipient_parent_user_id", ids),
    "callback_data": at("biz_opaque_callback_data"),
    "pricing.category": at("pricing/category"),
    "pricing.billable": at("pricing/billable", flags),
    "pricing.model": at("pricing/pricing_model"),
    "pricing.type": at("pricing/type"),
    "entry_point.id": at("conversation/id"),
    "entry_point.origin": at("conversation/origin/type"),
    "entry_point.expires_at": at("conversation/expiration_timestamp", moments),
    "group_participant": at("recipient_participant_id", ids),
}
_PREFERENCE = {
    "citizen.phone": at("wa_id", phones),
    "citizen.user_id": at("user_id", ids),
    "category": at("category"),
    "value": at("value"),
    "detail": at("detail"),
    "signup_id": at("signup_id", ids),
    "timestamp": at("timestamp", moments),
}
_PHONE_BOOK = {
    "action": at("action"),
    "phone": at("contact/phone_number", phones),
    "full_name": at("contact/full_name"),
    "first_name": at("contact/first_name"),
    "timestamp": at("metadata/timestamp", moments),
}
_TEMPLATE = {
    "template_id": at("message_template_id", ids),
    "name": at("message_template_name"),
    "language": at("message_template_language"),
}

ACCOUNTS: dict[str, dict[str, Any]] = {
    "message_template_status_update": {
        **_TEMPLATE,
        "event": at("event"),
        "reason": at("reason"),
        "category": at("message_template_category"),
        "disable_date": at("disable_info/disable_date"),
        "title": at("other_info/title"),
        "description": at("other_info/description"),
        "rejection_reason": at("rejection_info/reason"),
        "recommendation": at("rejection_info/recommendation"),
    },
    "message_template_quality_update": {
        **_TEMPLATE,
        "previous": at("previous_quality_score"),
        "score": at("new_quality_score"),
    },
    "template_category_update": {
        **_TEMPLATE,
        "previous": at("previous_category"),
        "category": at("new_category"),
        "announced": at("correct_category"),
    },
    "message_template_components_update": {
        **_TEMPLATE,
        "header": at("message_template_title"),
        "body": at("message_template_element"),
        "footer": at("message_template_footer"),
    },
    "phone_number_quality_update": {
        "display_phone_number": at("display_phone_number", phones),
        "event": at("event"),
        "old_limit": at("old_limit", ids),
        "limit": at("current_limit", ids),
        "daily_conversations": at("max_daily_conversations_per_business", ids),
    },
    "phone_number_name_update": {
        "display_phone_number": at("display_phone_number", phones),
        "decision": at("decision"),
        "name": at("requested_verified_name"),
        "rejection_reason": at("rejection_reason"),
    },
    "security": {
        "display_phone_number": at("display_phone_number", phones),
        "event": at("event"),
        "requester": at("requester", ids),
    },
    "business_capability_update": {
        "daily_conversations": at("max_daily_conversations_per_business", ids),
        "numbers_per_business": at("max_phone_numbers_per_business", counts),
        "numbers_per_account": at("max_phone_numbers_per_waba", counts),
    },
    "account_review_update": {"decision": at("decision")},
    "account_alerts": {
        "entity_type": at("entity_type"),
        "entity_id": at("entity_id", ids),
        "severity": at("alert_info/alert_severity"),
        "status": at("alert_info/alert_status"),
        "type": at("alert_info/alert_type"),
        "description": at("alert_info/alert_description"),
    },
    "account_update": {
        "event": at("event"),
        "country": at("country"),
        "violation_type": at("violation_info/violation_type"),
        "ban_state": at("ban_info/waba_ban_state"),
        "ban_date": at("ban_info/waba_ban_date"),
        "partner.waba_id": at("waba_info/waba_id"),
        "partner.owner_business_id": at("waba_info/owner_business_id"),
        "partner.partner_app_id": at("waba_info/partner_app_id"),
        "partner.solution_id": at("waba_info/solution_id"),
        "partner.ad_account_linked": at("waba_info/ad_account_linked"),
        "disconnected_because": at("disconnection_info/reason"),
        "disconnected_by": at("disconnection_info/initiated_by"),
        "certification.status": at("partner_client_certification_info/status"),
        "volume_tier.tier": at("volume_tier_info/tier"),
        "volume_tier.tier_update_time": at("volume_tier_info/tier_update_time", moments),
        "volume_tier.region": at("volume_tier_info/region"),
        "international_rate.start_time": at(
            "auth_international_rate_eligibility/start_time", moments
        ),
    },
    "flows": {
        "event": at("event"),
        "flow_id": at("flow_id", ids),
        "message": at("message"),
        "old_status": at("old_status"),
        "new_status": at("new_status"),
    },
}

NEEDED = {
    *("wamid", "timestamp", "sender.phone", "recipient.phone", "citizen.phone", "status"),
    *("template_id", "event", "score", "decision", "type", "action", "phone", "value"),
    *("content.id", "content.body", "content.text", "content.latitude", "content.longitude"),
    *("content.message_id", "content.original_message_id", "category"),
}
often = settings(max_examples=40, deadline=None)


def _read(field: str, value: Json) -> Any:
    [event] = parse_webhook(webhook((field, value), time=None))
    assert not isinstance(event, Unknown), event.reason
    return event


def _draw(places: dict[str, Any], data: Any, **item: Any) -> tuple[Json, dict[str, Any]]:
    """An item with some of its parts, and what they are by their name in the event."""
    told: dict[str, Any] = {}
    for name, (path, values) in places.items():
        if name not in NEEDED and data.draw(st.booleans()):
            continue
        told[name] = data.draw(values)
        inner = item
        for key in path[:-1]:
            inner = inner.setdefault(key, {})
        inner[path[-1]] = told[name]
    return item, told


def _assert_holds(event: Any, told: dict[str, Any]) -> None:
    for name, value in told.items():
        found = reduce(getattr, name.split("."), event)
        if isinstance(found, datetime):
            value = datetime.fromtimestamp(value, UTC)
        elif isinstance(value, str) and found != value:
            value = value.strip()  # what identifies something is read without spaces around it
        assert found == value, name


@pytest.mark.parametrize("kind", CONTENTS)
@given(data=st.data())
@often
def test_a_citizens_message(kind: str, data: Any) -> None:
    item, told = _draw({**_MESSAGE, **CONTENTS[kind]}, data, type=kind)
    item.setdefault(kind, {})

    _assert_holds(_read("messages", of_number({"messages": [item]})), told)


@pytest.mark.parametrize("kind", CONTENTS)
@given(data=st.data())
@often
def test_an_edited_message(kind: str, data: Any) -> None:
    inner, told = _draw(CONTENTS[kind], data, type=kind)
    inner.setdefault(kind, {})
    edit = {"original_message_id": "wamid.A", "message": inner}
    item = {"id": "wamid.B", "timestamp": "1", "from": "31612345678", "type": "edit", "edit": edit}

    event = _read("messages", of_number({"messages": [item]}))

    assert event.content.type == kind
    _assert_holds(event.content, told)


@pytest.mark.parametrize(
    ("field", "member", "places"),
    [
        ("messages", "statuses", _STATUS),
        ("user_preferences", "user_preferences", _PREFERENCE),
        ("smb_app_state_sync", "state_sync", _PHONE_BOOK),
    ],
)
@given(data=st.data())
@often
def test_an_item_of_a_number(field: str, member: str, places: dict[str, Any], data: Any) -> None:
    item, told = _draw(places, data)

    _assert_holds(_read(field, of_number({member: [item]})), told)


@pytest.mark.parametrize("field", ACCOUNTS)
@given(data=st.data())
@often
def test_a_field_of_an_account(field: str, data: Any) -> None:
    value, told = _draw(ACCOUNTS[field], data)

    _assert_holds(_read(field, value), told)
