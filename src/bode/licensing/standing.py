"""How an account stands with the platform, and which of its messages must wait for that. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from enum import IntFlag, StrEnum
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bode.whatsapp import meaning


class AccountStatus(StrEnum):
    ACTIVE = "active"
    BANNED = "banned"
    DELETED = "deleted"
    OFFBOARDED = "offboarded"


class Trait(IntFlag):
    """What of a message decides whether an account may send it now."""

    OPENS = 1
    """The citizen did not write in the last 24 hours: the business starts the conversation."""
    ANSWERS = 2
    TEMPLATE = 4
    UTILITY = 8


ACCOUNT_LOCKED, NUMBER_GONE = 131031, 33  # the platform's own codes
BLOCKED_FOR_POLICY, NAME_NOT_APPROVED, PAYMENT_MISSING = 368, 131037, 131042
NOT_REGISTERED, REGISTERED_WRONGLY = 133010, 131045

CURED_BY_KEY = frozenset({0, 3, 10, 190, *range(200, 300), 131005})
"""The errors of access: with another key the platform may give none."""

STOPS: Mapping[AccountStatus, int] = MappingProxyType(
    {
        AccountStatus.BANNED: ACCOUNT_LOCKED,
        AccountStatus.DELETED: NUMBER_GONE,
        AccountStatus.OFFBOARDED: NUMBER_GONE,
    }
)
"""In these an account sends nothing at all; the error is the one that the platform would give."""

HELD_BY: Mapping[str, int] = MappingProxyType(
    {
        "BANNED": ACCOUNT_LOCKED,
        "DELETED": NUMBER_GONE,
        "MIGRATED": NUMBER_GONE,
        "DISCONNECTED": NOT_REGISTERED,
    }
)
"""With these connections a number sends nothing at all; the error is the platform's own.

The others (RESTRICTED, RATE_LIMITED, FLAGGED, PENDING, …) don't say which messages may not go. So
nothing is kept back that may be allowed: what is not, the platform refuses, and that is obeyed.
"""

ENDS_ACCESS = frozenset({"PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED"})
"""After this news of an account it may be that we have no access any more, or another has not."""

SPAM_LIMIT, MISCLASSIFIED = 131048, 131064
PAUSES: Mapping[int, tuple[Trait, timedelta]] = MappingProxyType(
    {
        SPAM_LIMIT: (Trait.OPENS, timedelta(minutes=5)),
        MISCLASSIFIED: (Trait.UTILITY, timedelta(hours=1)),
    }
)
"""After these errors an account's messages of this kind wait so long, and then one finds out
whether the platform takes them again: it does not tell when."""

WITHHELD_BY: Mapping[str, Trait] = MappingProxyType(
    {
        "RESTRICTED_BIZ_INITIATED_MESSAGING": Trait.OPENS,
        "RESTRICTED_CUSTOMER_INITIATED_MESSAGING": Trait.ANSWERS,
        "RESTRICTED_UTILITY_TEMPLATES": Trait.UTILITY,
        **{str(code): trait for code, (trait, _) in PAUSES.items()},
    }
)
"""Which messages a restriction forbids. The others (of calls, of adding numbers) forbid none."""


def stop_of(status: str, *, is_rejected: bool) -> int | None:
    """The error for which all numbers of an account stand still; None: they may send."""
    code = STOPS.get(AccountStatus(status))
    return ACCOUNT_LOCKED if code is None and is_rejected else code


def stop_left(
    status: str, *, is_rejected: bool, connection: str, over: Collection[int] = ()
) -> int | None:
    """The error for which a number still stands still, after another was lifted; None: it may send.

    By how its account stands and how it is connected, except for errors that someone says are over.
    """
    causes = (stop_of(status, is_rejected=is_rejected), HELD_BY.get(connection))
    return next((code for code in causes if code is not None and code not in over), None)


def traits_of(*, opens: bool, template_category: str | None) -> Trait:
    """What decides about this message; `template_category` is None for one in free form."""
    traits = Trait.OPENS if opens else Trait.ANSWERS
    if template_category is not None:
        traits |= Trait.TEMPLATE
    if template_category == "UTILITY":
        traits |= Trait.UTILITY
    return traits


def paused_by(code: int) -> Trait:
    """The messages that wait for a while after this error."""
    return PAUSES[code][0] if code in PAUSES else Trait(0)


class Effect(NamedTuple):
    """What an error says of what else would be sent."""

    stops: bool
    """Its number sends nothing more."""
    withholds: Trait
    """Messages of its account that wait."""


def effect_of(code: int | None, *, was_template: bool, http_status: int | None = None) -> Effect:
    """What follows from an error that a message met, a template or not."""
    if code == PAYMENT_MISSING:
        # Answers may still be free; where one is not, the next ones of its number fail too.
        return Effect(stops=not was_template, withholds=Trait.TEMPLATE)
    stops = meaning(code, http_status).stops_number
    return Effect(stops, Trait(0) if code is None else paused_by(code))


def withheld(restrictions: Iterable[str], *, payment_missing: bool) -> Trait:
    """The messages that must wait: those with any of these traits.

    Without a means of payment templates fail, while answers go on for as long as they are free;
    a number whose answers fail too stands still.
    """
    traits = Trait.TEMPLATE if payment_missing else Trait(0)
    for kind in restrictions:
        traits |= WITHHELD_BY.get(kind, Trait(0))
    return traits


# Of each account the platform has a time zone that it does not tell; a Dutch one's is this.
_CLOCK = ZoneInfo("Europe/Amsterdam")


def month_of(moment: datetime) -> datetime:
    """When the calendar month began for whose numbers the platform counts free answers."""
    local = moment.astimezone(_CLOCK)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


_TIER = re.compile(r"(?:TIER_)?([0-9]{1,6})(K?)")


def reach_of(people_a_day: str) -> int | None:
    """To how many citizens a portfolio may write first in 24 hours: from TIER_2K, 2000, …

    None when that is any number, or the word is a new one: then the platform alone counts.
    """
    tier = _TIER.fullmatch(people_a_day)
    if tier is None:
        return None
    return int(tier[1]) * (1000 if tier[2] else 1)
