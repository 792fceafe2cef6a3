"""From the platform's answer to what happens next. Pure."""

from __future__ import annotations

from uuid import UUID

from bode.whatsapp import Retry, meaning

from .outcomes import Fate, Outcome
from .states import Lane

FEW_ATTEMPTS = 3
MANY_ATTEMPTS = 30
LONGEST_PAUSE = 60.0  # seconds
# 4^5 seconds. By then a citizen may get a whole burst again, whatever went before.
LONGEST_CITIZEN_PAUSE = 1024.0
CITIZEN_TOO_FAST = 131056
NUMBER_TOO_FAST = 130429
NUMBER_WORKED_ON = 131057
_LONGEST_AFTER = 7  # attempts, by which every pause has grown to the longest


def judge_refusal(
    message_id: UUID, lane: int, attempts: int, code: int | None, http_status: int
) -> Outcome:
    """What to do with a message that the platform refused, by the error table alone."""
    sense = meaning(code, http_status)
    name = str(code) if code is not None else f"http_{http_status}"
    if sense.stops_number:
        return Outcome(message_id=message_id, fate=Fate.HELD, code=name, untried=True)
    if code in (NUMBER_TOO_FAST, NUMBER_WORKED_ON):
        # Nothing is wrong with the message: it goes when its number may send again (see `paces`).
        return Outcome(message_id=message_id, fate=Fate.RETRY, code=name, untried=True)
    limit = {Retry.BACKOFF: MANY_ATTEMPTS, Retry.FEW: FEW_ATTEMPTS}.get(sense.retry, 0)
    if attempts >= limit and not (lane == Lane.CRISIS and sense.retry is Retry.BACKOFF):
        return Outcome(message_id=message_id, fate=Fate.FAILED, code=name)
    return Outcome(message_id=message_id, fate=Fate.RETRY, code=name, delay=_pause(attempts, code))


def judge_unreachable(message_id: UUID, attempts: int) -> Outcome:
    """Nothing was sent, so trying again is safe, and goes on until the platform is back."""
    return Outcome(
        message_id=message_id, fate=Fate.RETRY, code="unreachable", delay=_pause(attempts, None)
    )


def _pause(attempts: int, code: int | None) -> float:
    """Seconds until the next attempt: 1, 2, 4, …; the platform asks 4^X for the pair rate."""
    base, longest = 2.0, LONGEST_PAUSE
    if code == CITIZEN_TOO_FAST:
        base, longest = 4.0, LONGEST_CITIZEN_PAUSE
    growths = min(max(attempts - 1, 0), _LONGEST_AFTER)
    return float(min(base**growths, longest))
