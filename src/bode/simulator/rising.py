"""A portfolio's limit rises by itself when it is used well.

From 2,000 on: when half of it was used within seven days. Below: when 2,000 messages with which
the business wrote first were delivered within 30 days. Never while a number's quality is red.
"""

from __future__ import annotations

from bode.simulator.happenings import happen
from bode.simulator.platform import Platform
from bode.simulator.reach import next_tier
from bode.simulator.records import ARRIVED, TO_CITIZEN

RISES_WITHIN_SECONDS = 6 * 3600
"""The platform raises a limit within so much time after it was earned; here: exactly then."""
_DELIVERED_DAYS_SECONDS = 30 * 24 * 3600
EVERY_SECONDS = 60.0


def raise_earned(platform: Platform) -> None:
    """Raise the limit of each portfolio that earned it six hours ago, and tell."""
    accounts, now = platform.world.accounts, platform.world.now()
    for portfolio in {number.portfolio for number in accounts.numbers.values()}:
        limit = accounts.reach(portfolio)
        if limit is None or not _earns_more(platform, portfolio, limit):
            platform.earned_at.pop(portfolio, None)
        elif now - platform.earned_at.setdefault(portfolio, now) >= RISES_WITHIN_SECONDS:
            del platform.earned_at[portfolio]
            number = accounts.waba_numbers(accounts.wabas(portfolio)[0])[0]
            happen(platform, number, "messaging_limit", next_tier(limit))


def _earns_more(platform: Platform, portfolio: str, limit: int) -> bool:
    accounts = platform.world.accounts
    ours = [one for one in accounts.numbers.values() if one.portfolio == portfolio]
    if any(accounts.state(number).quality == "RED" for number in ours):
        return False
    proven_by = platform.config.proven_by
    if limit < proven_by:
        return _count_delivered(platform, {one.phone_number_id for one in ours}) >= proven_by
    return platform.world.opened.count_week(portfolio, platform.world.now()) >= limit / 2


def _count_delivered(platform: Platform, numbers: set[str]) -> int:
    since = platform.world.now() - _DELIVERED_DAYS_SECONDS
    return sum(
        message.opens
        and message.direction == TO_CITIZEN
        and message.status in ARRIVED
        and message.number in numbers
        and message.timestamp > since
        for message in platform.world.messages.values()
    )
