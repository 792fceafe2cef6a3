"""Everything that a webhook may tell, derived from the structs that read it.

It is about a few citizens, messages and templates again and again, so that one thing changes what
another was about.
"""

from __future__ import annotations

from uuid import UUID

from hypothesis import strategies as st
from tests.damage import texts
from tests.fuzz.structs import Fitting, Values
from tests.webhook_samples import DISPLAY, NUMBER, OURS, SAMPLES

from bode.whatsapp import (
    account_events,
    contents,
    items,
    parties,
    reading_accounts,
    reading_app,
    reading_contents,
    reading_statuses,
    reading_templates,
)

MOMENT = 1_795_600_000
STRANGE = "999999999999999"
KNOWN = 300
"""Of how many messages, numbers and user ids webhooks tell."""
OUR_IDS = [UUID(int=1), UUID(int=2)]
"""Of messages that we sent; the platform gives them back with their statuses."""

some = st.integers(0, KNOWN - 1).map("{:03}".format)
wamids = st.just(OURS) | some.map("wamid.{}".format)
phones = some.map("31612345{}".format)
user_ids = some.map("NL.800200300400500{}".format)
parent_ids = some.map("NL.ENT.70020030040050{}".format)
moments = st.integers(-2_000_000, 1_000).map(lambda seconds: str(MOMENT + seconds))
codes = st.sampled_from([131000, 131026, 131047, 131050, 131051, 131052, 131060, 137000, 999999])
reports = st.sampled_from(["sent", "delivered", "read", "failed", "played", "deleted"])
scores = st.sampled_from(["GREEN", "YELLOW", "RED", "TIER_250", "TIER_2K", "TIER_UNLIMITED"])
categories = st.sampled_from(["UTILITY", "MARKETING", "marketing_messages", "service", "utility"])
events = st.sampled_from(
    [
        *("APPROVED", "REJECTED", "PAUSED", "DISABLED", "FLAGGED", "REINSTATED"),
        *("ACCOUNT_RESTRICTION", "ACCOUNT_VIOLATION", "DISABLED_UPDATE", "ACCOUNT_DELETED"),
    ]
)
types = st.sampled_from(["user_changed_number", "user_changed_user_id", "regular", "CELL", "ad"])
details = st.fixed_dictionaries({"details": texts}) | texts
errors = st.lists(
    st.fixed_dictionaries({"code": codes}, optional={"title": texts, "error_data": details}),
    max_size=2,
)
facts = st.dictionaries(st.sampled_from(["reason", "event", "tier", "status"]), texts, max_size=2)

NAMED: dict[str, Values] = {
    **dict.fromkeys(["id", "message_id", "original_message_id"], wamids),
    **dict.fromkeys(["from", "to", "wa_id", "recipient_id", "phone_number"], phones),
    **dict.fromkeys(["user_id", "from_user_id", "to_user_id", "recipient_user_id"], user_ids),
    **dict.fromkeys(["parent_user_id", "from_parent_user_id", "to_parent_user_id"], parent_ids),
    **dict.fromkeys(["recipient_parent_user_id", "previous_parent_user_id"], parent_ids),
    **dict.fromkeys(["timestamp", "created_timestamp", "expiration_timestamp"], moments),
    **dict.fromkeys(["category", "new_category", "correct_category"], categories),
    **dict.fromkeys(["current_limit", "old_limit", "new_quality_score"], scores),
    "previous_user_id": user_ids,
    "event": events,
    "type": types,
    "status": reports,
    "value": st.sampled_from(["stop", "resume", "signup"]),
    "biz_opaque_callback_data": st.sampled_from([*map(str, OUR_IDS), "ours"]),
    "action": st.sampled_from(["add", "remove"]),
    "decision": st.sampled_from(["APPROVED", "REJECTED", "DEFERRED"]),
    "alert_type": st.sampled_from(["OBA_REJECTED", "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED"]),
    "origin": st.sampled_from(["contact_request", "other"]),
    "message_template_id": st.sampled_from([7001, "7001", 7002]),
    "message_template_name": st.just("afspraak_herinnering"),
    "message_template_language": st.sampled_from(["nl", "en"]),
    "display_phone_number": st.just(DISPLAY),
    "errors": errors,
    # Left as JSON by the struct that they stand in:
    "message": st.deferred(lambda: contained),
    "referral": st.deferred(lambda: fits(items._Referral)),
    "conversation": st.deferred(lambda: fits(reading_statuses._EntryPoint)),
    "restriction_info": st.deferred(lambda: st.lists(fits(reading_accounts._Restriction))),
    "message_template_buttons": st.deferred(lambda: st.lists(fits(reading_templates._Button))),
    "volume_tier_info": st.deferred(lambda: fits(account_events.VolumeTier)),
    "auth_international_rate_eligibility": st.deferred(
        lambda: fits(account_events.InternationalRate)
    ),
    **dict.fromkeys(["violation_info", "ban_info", "waba_info", "disconnection_info"], facts),
    **dict.fromkeys(["partner_client_certification_info", "disable_info", "other_info"], facts),
    "rejection_info": facts,
}
ALWAYS = {
    *("id", "message_id", "original_message_id", "message", "timestamp", "wa_id", "category"),
    *("event", "decision", "value", "action", "status", "type", "message_template_id"),
    *("alert_type", "new_quality_score"),
}
fits = Fitting(NAMED, ALWAYS, texts).struct

replies = fits(reading_contents._Reply)
CONTENTS: dict[str, Values] = {
    "text": fits(contents.Text),
    **dict.fromkeys(reading_contents.MEDIA_KINDS, fits(reading_contents._Media)),
    "location": fits(contents.Location),
    "contacts": st.lists(fits(reading_contents._Card), min_size=1, max_size=2),
    "reaction": fits(reading_contents._Reaction),
    "button": fits(contents.ButtonReply),
    "interactive": st.fixed_dictionaries(
        {"type": st.sampled_from(["button_reply", "list_reply", "nfm_reply"])},
        optional=dict.fromkeys(["button_reply", "list_reply", "nfm_reply"], replies),
    ),
    "order": fits(reading_contents._Order),
    "system": fits(reading_contents._System),
    "edit": fits(reading_contents._Target),
    "revoke": fits(reading_contents._Target),
    "unsupported": fits(reading_contents._Kind),
    "hologram": facts,
}
contained = st.one_of(
    *(
        st.fixed_dictionaries({"type": st.just(kind), kind: content})
        for kind, content in CONTENTS.items()
    )
)


def told(wire: type, *always: str) -> Values:
    """Messages in this shape, with a content and what a message must have."""
    needed = st.fixed_dictionaries({name: NAMED[name] for name in always})
    return st.builds(lambda *parts: parts[0] | parts[1] | parts[2], fits(wire), needed, contained)


messages = st.lists(told(items.WireMessage, "from"), min_size=1, max_size=2)
statuses = st.lists(fits(reading_statuses._Status), min_size=1, max_size=2)
threads = st.fixed_dictionaries(
    {
        "id": phones | user_ids,
        "messages": st.lists(told(reading_app._Old, "from", "to"), min_size=1, max_size=2),
    }
)
chunks = st.fixed_dictionaries(
    {"threads": st.lists(threads, max_size=2)},
    optional={"metadata": fits(reading_app._Progress), "errors": errors},
)
ITEMS: dict[str, Values] = {
    "messages": st.fixed_dictionaries(
        {}, optional={"messages": messages, "statuses": statuses, "errors": errors}
    ),
    "smb_message_echoes": st.fixed_dictionaries(
        {"message_echoes": st.lists(told(items.WireMessage, "to"), min_size=1, max_size=2)}
    ),
    "user_preferences": st.fixed_dictionaries(
        {"user_preferences": st.lists(fits(reading_app._Preference), min_size=1, max_size=2)}
    ),
    "smb_app_state_sync": st.fixed_dictionaries(
        {"state_sync": st.lists(fits(reading_app._Entry), min_size=1, max_size=2)}
    ),
    "history": st.fixed_dictionaries({"history": st.lists(chunks, min_size=1, max_size=2)}),
}
WHOLE: dict[str, Values] = {
    "message_template_status_update": fits(reading_templates._TemplateStatus),
    "message_template_quality_update": fits(reading_templates._TemplateQuality),
    "message_template_components_update": fits(reading_templates._TemplateComponents),
    "template_category_update": fits(reading_templates._TemplateCategory),
    "phone_number_quality_update": fits(reading_accounts._Number),
    "phone_number_name_update": fits(reading_accounts._Number),
    "security": fits(reading_accounts._Number),
    "business_capability_update": fits(reading_accounts._Capability),
    "account_alerts": fits(reading_accounts._Alert),
    "account_review_update": fits(reading_accounts._Review),
    "account_update": fits(reading_accounts._Update),
    "flows": facts,
    "calls": facts,
}
of_number = st.fixed_dictionaries(
    {
        "metadata": st.fixed_dictionaries(
            {
                "display_phone_number": st.just(DISPLAY),
                "phone_number_id": st.sampled_from([NUMBER] * 9 + [STRANGE]),
            }
        ),
        "contacts": st.lists(fits(parties.WireContact), max_size=2),
    }
)


def _change(field: str, value: Values) -> Values:
    return st.fixed_dictionaries({"field": st.just(field), "value": value})


_of_number = {
    field: st.builds(lambda number, told: number | told, of_number, value)
    for field, value in ITEMS.items()
}
_changes = {field: _change(field, value) for field, value in (_of_number | WHOLE).items()}
_sampled = st.sampled_from(
    [{"field": field, "value": value} for _, (field, value) in sorted(SAMPLES.items())]
)
changes = st.sampled_from(["messages"] * 15 + [*ITEMS] * 3 + [*WHOLE]).flatmap(_changes.get)
changes |= _sampled
"""One thing that a webhook tells; most are messages and statuses."""
