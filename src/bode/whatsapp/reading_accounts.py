"""From the value of a field about an account or its numbers to its event."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Raw, Struct

from bode.whatsapp import account_events as events
from bode.whatsapp.account_events import Account
from bode.whatsapp.loose import ABSENT, read_part, read_texts
from bode.whatsapp.values import optional_id, optional_moment, read_id


class _Number(Struct):
    display_phone_number: str | int | None = None
    event: str | None = None
    old_limit: str | int | None = None
    current_limit: str | int | None = None
    max_daily_conversations_per_business: str | int | None = None
    decision: str | None = None
    requested_verified_name: str | None = None
    rejection_reason: str | None = None
    requester: str | int | None = None


class _Capability(Struct):
    max_daily_conversations_per_business: str | int | None = None
    max_phone_numbers_per_business: int | None = None
    max_phone_numbers_per_waba: int | None = None


class _AlertInfo(Struct):
    alert_severity: str | None = None
    alert_status: str | None = None
    alert_type: str | None = None
    alert_description: str | None = None


class _Alert(Struct):
    alert_info: _AlertInfo
    entity_type: str | None = None
    entity_id: str | int | None = None


class _Review(Struct):
    decision: str | None = None


class _Restriction(Struct):
    restriction_type: str
    expiration: str | int | None = None


class _Partners(Struct):
    solution_partner_business_ids: list[str | int] | None = None


class _Reasons(Struct):
    rejection_reasons: list[str | int] | None = None


class _Update(Struct):
    event: str | None = None
    country: str | None = None
    restriction_info: Raw = ABSENT
    violation_info: Raw = ABSENT
    ban_info: Raw = ABSENT
    waba_info: Raw = ABSENT
    disconnection_info: Raw = ABSENT
    partner_client_certification_info: Raw = ABSENT
    volume_tier_info: Raw = ABSENT
    auth_international_rate_eligibility: Raw = ABSENT


def read_number_quality(account: Account, raw: Raw) -> events.NumberQuality:
    """Read what a number may do."""
    wire = msgspec.json.decode(raw, type=_Number)
    return events.NumberQuality(
        **account,
        display_phone_number=optional_id(wire.display_phone_number),
        event=read_id(wire.event, "event"),
        old_limit=optional_id(wire.old_limit),
        limit=optional_id(wire.current_limit),
        daily_conversations=optional_id(wire.max_daily_conversations_per_business),
        raw=bytes(raw),
    )


def read_number_name(account: Account, raw: Raw) -> events.NumberName:
    """Read what was decided about the name of a number."""
    wire = msgspec.json.decode(raw, type=_Number)
    return events.NumberName(
        **account,
        display_phone_number=optional_id(wire.display_phone_number),
        decision=read_id(wire.decision, "decision"),
        name=wire.requested_verified_name,
        rejection_reason=wire.rejection_reason,
        raw=bytes(raw),
    )


def read_number_security(account: Account, raw: Raw) -> events.NumberSecurity:
    """Read what happened to the PIN of a number."""
    wire = msgspec.json.decode(raw, type=_Number)
    return events.NumberSecurity(
        **account,
        display_phone_number=optional_id(wire.display_phone_number),
        event=read_id(wire.event, "event"),
        requester=optional_id(wire.requester),
        raw=bytes(raw),
    )


def read_capability(account: Account, raw: Raw) -> events.BusinessCapability:
    """Read how much the business may do."""
    wire = msgspec.json.decode(raw, type=_Capability)
    return events.BusinessCapability(
        **account,
        daily_conversations=optional_id(wire.max_daily_conversations_per_business),
        numbers_per_business=wire.max_phone_numbers_per_business,
        numbers_per_account=wire.max_phone_numbers_per_waba,
        raw=bytes(raw),
    )


def read_alert(account: Account, raw: Raw) -> events.AccountAlert:
    """Read what the business should know, or do."""
    wire = msgspec.json.decode(raw, type=_Alert)
    return events.AccountAlert(
        **account,
        entity_type=wire.entity_type,
        entity_id=optional_id(wire.entity_id),
        severity=wire.alert_info.alert_severity,
        status=wire.alert_info.alert_status,
        type=read_id(wire.alert_info.alert_type, "alert_type"),
        description=wire.alert_info.alert_description,
        raw=bytes(raw),
    )


def read_review(account: Account, raw: Raw) -> events.AccountReview:
    """Read what was decided about the account."""
    wire = msgspec.json.decode(raw, type=_Review)
    return events.AccountReview(
        **account, decision=read_id(wire.decision, "decision"), raw=bytes(raw)
    )


def read_update(account: Account, raw: Raw) -> events.AccountUpdate:
    """Read what happened to the account."""
    wire = msgspec.json.decode(raw, type=_Update)
    restrictions = read_part(wire.restriction_info, list[_Restriction]) or ()
    ban = read_texts(wire.ban_info)
    disconnection = read_texts(wire.disconnection_info)
    return events.AccountUpdate(
        **account,
        event=read_id(wire.event, "event"),
        country=wire.country,
        restrictions=tuple(map(_restriction, restrictions)),
        violation_type=read_texts(wire.violation_info).get("violation_type"),
        ban_state=ban.get("waba_ban_state"),
        ban_date=ban.get("waba_ban_date"),
        partner=_partner(wire.waba_info),
        disconnected_because=disconnection.get("reason"),
        disconnected_by=disconnection.get("initiated_by"),
        certification=_certification(wire.partner_client_certification_info),
        volume_tier=read_part(wire.volume_tier_info, events.VolumeTier),
        international_rate=read_part(
            wire.auth_international_rate_eligibility, events.InternationalRate
        ),
        raw=bytes(raw),
    )


def _restriction(wire: _Restriction) -> events.Restriction:
    return events.Restriction(
        type=wire.restriction_type, expires_at=optional_moment(wire.expiration)
    )


def _partner(raw: Raw) -> events.Partner | None:
    told = read_texts(raw)
    if not told:
        return None
    solutions = read_part(raw, _Partners) or _Partners()
    return events.Partner(
        waba_id=told.get("waba_id"),
        owner_business_id=told.get("owner_business_id"),
        partner_app_id=told.get("partner_app_id"),
        solution_id=told.get("solution_id"),
        solution_partner_business_ids=_ids(solutions.solution_partner_business_ids),
        ad_account_linked=told.get("ad_account_linked"),
    )


def _certification(raw: Raw) -> events.Certification | None:
    told = read_texts(raw)
    if not told:
        return None
    reasons = read_part(raw, _Reasons) or _Reasons()
    return events.Certification(
        client_business_id=told.get("client_business_id"),
        status=told.get("status"),
        rejection_reasons=_ids(reasons.rejection_reasons),
    )


def _ids(values: Sequence[str | int] | None) -> tuple[str, ...]:
    return tuple(map(str, values or ()))


def read_flow(account: Account, raw: Raw) -> events.FlowUpdate:
    """Read what happened to a flow, as far as it can be recognised."""
    wire = read_texts(raw)
    return events.FlowUpdate(
        **account,
        event=wire.get("event"),
        flow_id=wire.get("flow_id"),
        message=wire.get("message"),
        old_status=wire.get("old_status"),
        new_status=wire.get("new_status"),
        raw=bytes(raw),
    )


def read_unused(field: str, account: Account, raw: Raw) -> events.Unused:
    """Keep the value of a field of which nothing is used."""
    return events.Unused(**account, field=field, raw=bytes(raw))
