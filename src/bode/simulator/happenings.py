"""What befalls businesses on the platform: each changes how they stand, and is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from msgspec import structs

from bode.simulator.composing import display_digits
from bode.simulator.config import HIGH, SimulatedNumber
from bode.simulator.inbound import BadInput
from bode.simulator.platform import Platform
from bode.simulator.reach import TIERS, tier_of
from bode.simulator.records import Reach
from bode.simulator.standing import RESTRICTIONS

Happening = Callable[[Platform, SimulatedNumber, str], None]
"""With a detail, which may be empty."""

_RESTRICTED_SECONDS = 7 * 24 * 3600
_BAN_NOTICE_DAYS = 7
RAISE_SECONDS = 30
"""How long a raise of throughput takes: on the platform up to a minute."""
DECISIONS = ("APPROVED", "REJECTED", "PENDING", "DEFERRED")
_NAME_REJECTED = "NAME_NOT_CONSISTENT"
SCORES = ("GREEN", "YELLOW", "RED")
SECURITY = ("PIN_CHANGED", "PIN_RESET_REQUEST", "PIN_REQUEST_SUCCESS")
ALERTS = (
    "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED",
    "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED",
    "INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO",
    "OBA_APPROVED",
    "OBA_REJECTED",
    "PROFILE_PICTURE_LOST",
)
_PHONES_MAX = 25


def happen(platform: Platform, number: SimulatedNumber, event: str, detail: str = "") -> None:
    """Let an event befall a number or its account. Raises BadInput."""
    if event not in HAPPENINGS:
        raise BadInput("event", f"must be one of {', '.join(HAPPENINGS)}")
    HAPPENINGS[event](platform, number, detail)


def _choose(detail: str, choices: tuple[str, ...]) -> str:
    """Return the detail, or the first choice when there is none."""
    chosen = detail or choices[0]
    if chosen not in choices:
        raise BadInput("detail", f"must be one of {', '.join(choices)}")
    return chosen


def _tell_account(platform: Platform, number: SimulatedNumber, **value: Any) -> None:
    platform.deliveries.announce(number, "account_update", value)


def _violate(platform: Platform, number: SimulatedNumber, detail: str) -> None:
    violation = {"violation_type": detail or "SCAM"}
    _tell_account(platform, number, event="ACCOUNT_VIOLATION", violation_info=violation)


def _restrict(platform: Platform, number: SimulatedNumber, detail: str) -> None:
    kind = _choose(detail, RESTRICTIONS)
    until = platform.world.now() + _RESTRICTED_SECONDS
    standing = platform.world.accounts.standing(number.waba_id)
    restrictions = standing.restrictions | {kind: until}
    platform.world.store(structs.replace(standing, restrictions=restrictions))
    told = [{"restriction_type": kind, "expiration": until}]
    _tell_account(platform, number, event="ACCOUNT_RESTRICTION", restriction_info=told)


def _lift(platform: Platform, number: SimulatedNumber, _: str) -> None:
    """The platform tells nothing when restrictions end."""
    standing = platform.world.accounts.standing(number.waba_id)
    platform.world.store(structs.replace(standing, restrictions={}), flush=True)


def _plan_ban(platform: Platform, number: SimulatedNumber, _: str) -> None:
    """The ban comes at the start of the day that is named."""
    day = _today(platform) + timedelta(days=_BAN_NOTICE_DAYS)
    standing = platform.world.accounts.standing(number.waba_id)
    platform.world.store(structs.replace(standing, ban_at=int(day.timestamp())))
    _tell_ban(platform, number, "SCHEDULE_FOR_DISABLE", day)


def _ban(state: str, *, banned: bool) -> Happening:
    def befall(platform: Platform, number: SimulatedNumber, _: str) -> None:
        standing = platform.world.accounts.standing(number.waba_id)
        platform.world.store(structs.replace(standing, banned=banned, ban_at=0))
        _tell_ban(platform, number, state, _today(platform))

    return befall


def _today(platform: Platform) -> datetime:
    now = datetime.fromtimestamp(platform.world.now(), UTC)
    return now.replace(hour=0, minute=0, second=0)


def _tell_ban(platform: Platform, number: SimulatedNumber, state: str, day: datetime) -> None:
    told = {"waba_ban_state": state, "waba_ban_date": f"{day:%B} {day.day}, {day.year}"}
    _tell_account(platform, number, event="DISABLED_UPDATE", ban_info=told)


def _connect(event: str, *, connected: bool) -> Happening:
    def befall(platform: Platform, number: SimulatedNumber, _: str) -> None:
        standing = platform.world.accounts.standing(number.waba_id)
        platform.world.store(structs.replace(standing, connected=connected))
        _tell_account(platform, number, event=event)

    return befall


def _pay(*, paid: bool) -> Happening:
    def befall(platform: Platform, number: SimulatedNumber, _: str) -> None:
        """The platform tells of it by messages that fail."""
        standing = platform.world.accounts.standing(number.waba_id)
        platform.world.store(structs.replace(standing, paid=paid), flush=True)

    return befall


def _review(platform: Platform, number: SimulatedNumber, detail: str) -> None:
    decision = {"decision": _choose(detail, DECISIONS)}
    platform.deliveries.announce(number, "account_review_update", decision)


def _alert(platform: Platform, number: SimulatedNumber, detail: str) -> None:
    told = {
        "alert_severity": "INFORMATIONAL",
        "alert_status": "NONE",
        "alert_type": _choose(detail, ALERTS),
        "alert_description": "Told by the simulator.",
    }
    value = {"entity_type": "PHONE_NUMBER", "entity_id": number.phone_number_id, "alert_info": told}
    platform.deliveries.announce(number, "account_alerts", value)


def _set_reach(platform: Platform, number: SimulatedNumber, detail: str) -> None:
    tier = _choose(detail, tuple(TIERS))
    platform.world.store(Reach(portfolio=number.portfolio, limit=TIERS[tier]))
    value = {
        "max_daily_conversations_per_business": tier,
        "max_phone_numbers_per_waba": _PHONES_MAX,
    }
    accounts = platform.world.accounts
    for waba in accounts.wabas(number.portfolio):
        first = accounts.waba_numbers(waba)[0]
        platform.deliveries.announce(first, "business_capability_update", value)


def _score(platform: Platform, number: SimulatedNumber, detail: str) -> None:
    score = _choose(detail, SCORES)
    state = platform.world.accounts.state(number)
    platform.world.store(structs.replace(state, quality=score))
    _tell_quality(platform, number, "UNFLAGGED" if score == "GREEN" else "FLAGGED")


def _upgrade(platform: Platform, number: SimulatedNumber, _: str) -> None:
    """The number sends nothing while it is raised; that it was is told afterwards."""
    state = platform.world.accounts.state(number)
    raised_at = platform.world.now() + RAISE_SECONDS
    platform.world.store(structs.replace(state, raised_at=raised_at), flush=True)


def come_due(platform: Platform) -> None:
    """Let those things befall businesses of which the time has come."""
    accounts, now = platform.world.accounts, platform.world.now()
    for number in list(accounts.numbers.values()):
        state, standing = accounts.state(number), accounts.standing(number.waba_id)
        if 0 < state.raised_at <= now:
            platform.world.store(structs.replace(state, throughput=HIGH, raised_at=0))
            _tell_quality(platform, number, "THROUGHPUT_UPGRADE")
        if 0 < standing.ban_at <= now:
            happen(platform, number, "ban")


def _onboard(platform: Platform, number: SimulatedNumber, _: str) -> None:
    _tell_quality(platform, number, "ONBOARDING")


def _tell_quality(platform: Platform, number: SimulatedNumber, event: str) -> None:
    tier = tier_of(platform.world.accounts.reach(number.portfolio))
    value = {
        "display_phone_number": display_digits(number),
        "event": event,
        "current_limit": tier,
        "max_daily_conversations_per_business": tier,
    }
    platform.deliveries.announce(number, "phone_number_quality_update", value)


def _judge_name(decision: str) -> Happening:
    def befall(platform: Platform, number: SimulatedNumber, detail: str) -> None:
        state = platform.world.accounts.state(number)
        wanted = detail or state.wanted_name or state.name
        approved, rejected = decision == "APPROVED", decision == "REJECTED"
        if approved:
            state = structs.replace(state, name=wanted, wanted_name=None, name_status="APPROVED")
        elif rejected:
            state = structs.replace(state, wanted_name=None)
        platform.world.store(state)
        value = {
            "display_phone_number": display_digits(number),
            "decision": decision,
            "requested_verified_name": wanted,
            "rejection_reason": _NAME_REJECTED if rejected else None,
        }
        platform.deliveries.announce(number, "phone_number_name_update", value)

    return befall


def _secure(platform: Platform, number: SimulatedNumber, detail: str) -> None:
    value = {
        "display_phone_number": display_digits(number),
        "event": _choose(detail, SECURITY),
        "requester": "900000000000009",
    }
    platform.deliveries.announce(number, "security", value)


HAPPENINGS: Mapping[str, Happening] = MappingProxyType(
    {
        "violation": _violate,
        "restriction": _restrict,
        "restrictions_lifted": _lift,
        "ban_planned": _plan_ban,
        "ban": _ban("DISABLE", banned=True),
        "ban_lifted": _ban("REINSTATE", banned=False),
        "account_deleted": _connect("ACCOUNT_DELETED", connected=False),
        "account_offboarded": _connect("ACCOUNT_OFFBOARDED", connected=False),
        "account_reconnected": _connect("ACCOUNT_RECONNECTED", connected=True),
        "payment_missing": _pay(paid=False),
        "payment_restored": _pay(paid=True),
        "account_review": _review,
        "alert": _alert,
        "messaging_limit": _set_reach,
        "quality": _score,
        "throughput_upgrade": _upgrade,
        "onboarding": _onboard,
        "name_approved": _judge_name("APPROVED"),
        "name_rejected": _judge_name("REJECTED"),
        "name_deferred": _judge_name("DEFERRED"),
        "security": _secure,
    }
)
