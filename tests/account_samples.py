"""One value of every field about accounts, numbers and templates; all of it is invented."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

ACCOUNT = "400000000000001"
DISPLAY = "31850000091"
MOMENT = 1_763_900_000

TEMPLATE: Json = {
    "message_template_id": 7001,
    "message_template_name": "afspraak_herinnering",
    "message_template_language": "nl",
}


def _template_status(event: str, **more: Any) -> Json:
    told = {"event": event, "reason": "NONE", "message_template_category": "UTILITY"}
    return TEMPLATE | told | more


_PARTNER = {"waba_id": ACCOUNT, "owner_business_id": "500000000000001"}
_SOLUTION = {"solution_id": "600000000000001", "solution_partner_business_ids": ["700000000000001"]}


_UPDATES: list[Json] = [
    {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "SCAM"}},
    {
        "event": "ACCOUNT_RESTRICTION",
        "restriction_info": [
            {"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": MOMENT}
        ],
    },
    {
        "event": "DISABLED_UPDATE",
        "ban_info": {
            "waba_ban_state": "SCHEDULE_FOR_DISABLE",
            "waba_ban_date": "December 1, 2026",
        },
    },
    {"event": "ACCOUNT_DELETED"},
    {"event": "ACCOUNT_OFFBOARDED"},
    {"event": "ACCOUNT_RECONNECTED"},
    {"event": "PARTNER_ADDED", "waba_info": _PARTNER | _SOLUTION},
    {
        "event": "PARTNER_APP_INSTALLED",
        "waba_info": _PARTNER | _SOLUTION | {"partner_app_id": "800000000000001"},
    },
    {
        "event": "PARTNER_APP_UNINSTALLED",
        "waba_info": _PARTNER | {"partner_app_id": "800000000000001"},
    },
    {
        "event": "PARTNER_REMOVED",
        "waba_info": _PARTNER,
        "disconnection_info": {"reason": "PRIMARY_INACTIVITY", "initiated_by": "SYSTEM"},
    },
    {"event": "PARTNER_CLIENT_CERTIFICATION_NEEDED"},
    {
        "event": "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE",
        "partner_client_certification_info": {
            "client_business_id": "500000000000001",
            "status": "REVOKED",
            "rejection_reasons": ["NONE"],
        },
    },
    {"event": "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE", "country": "NL"},
    {
        "event": "AD_ACCOUNT_LINKED",
        "waba_info": _PARTNER | {"ad_account_linked": "900000000000001"},
    },
    {"event": "MM_LITE_TERMS_SIGNED", "waba_info": _PARTNER},
    {
        "event": "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE",
        "auth_international_rate_eligibility": {
            "start_time": MOMENT,
            "exception_countries": [{"country_code": "ID", "start_time": MOMENT}],
        },
    },
    {
        "event": "VOLUME_BASED_PRICING_TIER_UPDATE",
        "volume_tier_info": {
            "tier_update_time": MOMENT,
            "pricing_category": "UTILITY",
            "tier": "25000:49999",
            "effective_month": "2026-11",
            "region": "Netherlands",
        },
    },
]


ACCOUNT_FIELDS: dict[str, tuple[str, Json]] = {
    **{
        f"template_{event.lower()}": ("message_template_status_update", _template_status(event))
        for event in (
            *("APPROVED", "ARCHIVED", "UNARCHIVED", "DELETED", "FLAGGED", "IN_APPEAL", "LOCKED"),
            *("LIMIT_EXCEEDED", "PAUSED", "PENDING", "PENDING_DELETION", "REINSTATED"),
        )
    },
    "template_disabled": (
        "message_template_status_update",
        _template_status(
            "DISABLED",
            disable_info={"disable_date": "1764000000"},
            other_info={"title": "DISABLED", "description": "…"},
        ),
    ),
    "template_rejected": (
        "message_template_status_update",
        _template_status(
            "REJECTED",
            reason="INVALID_FORMAT",
            rejection_info={"reason": "…", "recommendation": "Zet er tekst voor."},
        ),
    ),
    "template_quality": (
        "message_template_quality_update",
        TEMPLATE | {"previous_quality_score": "GREEN", "new_quality_score": "YELLOW"},
    ),
    "template_category": (
        "template_category_update",
        TEMPLATE | {"previous_category": "UTILITY", "new_category": "MARKETING"},
    ),
    "template_components": (
        "message_template_components_update",
        TEMPLATE
        | {
            "message_template_title": "Uw afspraak",
            "message_template_element": "Dag {{1}}, tot {{2}}.",
            "message_template_footer": "Gemeente Proefdam",
            "message_template_buttons": [
                {
                    "message_template_button_type": "URL",
                    "message_template_button_text": "Wijzigen",
                    "message_template_button_url": "https://proefdam.example/{{1}}",
                }
            ],
        },
    ),
    "number_quality": (
        "phone_number_quality_update",
        {
            "display_phone_number": DISPLAY,
            "event": "ONBOARDING",
            "current_limit": "TIER_250",
            "max_daily_conversations_per_business": "TIER_250",
        },
    ),
    "number_name": (
        "phone_number_name_update",
        {
            "display_phone_number": DISPLAY,
            "decision": "DEFERRED",
            "requested_verified_name": "Gemeente Proefdam",
            "rejection_reason": None,
        },
    ),
    "capability_as_number": (
        "business_capability_update",
        {"max_daily_conversations_per_business": 2000, "max_phone_numbers_per_waba": 25},
    ),
    "capability_as_word": (
        "business_capability_update",
        {"max_daily_conversations_per_business": "TIER_2K", "max_phone_numbers_per_business": 2},
    ),
    "review": ("account_review_update", {"decision": "DEFERRED"}),
    "alert": (
        "account_alerts",
        {
            "entity_type": "BUSINESS",
            "entity_id": 500000000000001,
            "alert_info": {
                "alert_severity": "CRITICAL",
                "alert_status": "ACTIVE",
                "alert_type": "OBA_REJECTED",
                "alert_description": "…",
            },
        },
    ),
    "security": (
        "security",
        {"display_phone_number": DISPLAY, "event": "PIN_RESET_REQUEST", "requester": "9900"},
    ),
    "flow": (
        "flows",
        {
            "event": "FLOW_STATUS_CHANGE",
            "flow_id": "1",
            "old_status": "DRAFT",
            "new_status": "PUBLISHED",
        },
    ),
    "calls": ("calls", {"calls": [{"id": "1"}]}),
    "automatic_events": ("automatic_events", {"automatic_events": [{"id": "1"}]}),
    **{
        f"group_{what}_update": (f"group_{what}_update", {"groups": [{"group_id": "1"}]})
        for what in ("lifecycle", "settings", "participants")
    },
    "standby": ("standby", {"messages": []}),
    **{update["event"].lower(): ("account_update", update) for update in _UPDATES},
}
