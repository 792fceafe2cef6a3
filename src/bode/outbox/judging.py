"""From the platform's answer to what happens next. Pure."""

from __future__ import annotations

from uuid import UUID

from bode.licensing.standing import NUMBER_GONE, Trait, effect_of
from bode.whatsapp import PlatformError, Refused, Retry, is_known, meaning

from .outcomes import Fate, Outcome
from .states import Lane, Waits

FEW_ATTEMPTS = 3
LONGEST_PAUSE = 60.0  # seconds
# 4^5 seconds. By then a citizen may get a whole burst again, whatever went before.
LONGEST_CITIZEN_PAUSE = 1024.0
GIVEN_UP_AFTER = 24 * 3600.0  # seconds of trying, while the platform is busy or down
CITIZEN_TOO_FAST = 131056
# Of the number itself; of the app, and of the account, in which it is one of the senders.
SENT_TOO_FAST = frozenset({130429, 4, 80007, 80008})
NUMBER_WORKED_ON = 131057
_PLATFORM_DOWN = frozenset({2, 131016, 133004})  # in its own words
_SERVER_ERROR = 500
_WRONG_PARAMETER = 100
_LONGEST_AFTER = 7  # attempts, by which every pause has grown to the longest


def code_of(error: PlatformError) -> int | None:
    """The code that tells what is wrong: a number that is gone comes as a wrong parameter."""
    is_gone = (error.code, error.subcode) == (_WRONG_PARAMETER, NUMBER_GONE)
    return NUMBER_GONE if is_gone else error.code


def judge_refusal(
    message_id: UUID, lane: int, traits: int, attempts: int, refused: Refused
) -> Outcome:
    """What to do with a message that the platform refused, by the error table alone."""
    code = code_of(refused.error)
    sense = meaning(code, refused.http_status)
    name = str(code) if code is not None else f"http_{refused.http_status}"
    effect = effect_of(
        code, was_template=bool(traits & Trait.TEMPLATE), http_status=refused.http_status
    )
    if effect.stops:
        return Outcome(message_id=message_id, fate=Fate.HELD, code=name, untried=True)
    if effect.withholds & traits:
        return Outcome(
            message_id=message_id, fate=Fate.WITHHELD, code=Waits.FOR_ACCOUNT, untried=True
        )
    if code in SENT_TOO_FAST or code == NUMBER_WORKED_ON:
        # Nothing is wrong with the message: it goes when its number may send again (see `paces`).
        return Outcome(message_id=message_id, fate=Fate.RETRY, code=name, untried=True)
    # Of a code that is in no table the platform's own word is all that there is.
    is_passing = refused.error.is_transient and code is not None and not is_known(code)
    rule = Retry.BACKOFF if is_passing else sense.retry
    if _may_retry(rule, lane, attempts, code):
        delay = _pause(attempts, code)
        return Outcome(message_id=message_id, fate=Fate.RETRY, code=name, delay=delay)
    return Outcome(message_id=message_id, fate=Fate.FAILED, code=name)


def is_outage(refused: Refused) -> bool:
    """Whether the platform itself fails, whatever it was asked."""
    return refused.http_status >= _SERVER_ERROR or refused.error.code in _PLATFORM_DOWN


def judge_unreachable(message_id: UUID, attempts: int) -> Outcome:
    """Nothing was sent, so trying again is safe, and goes on until the platform is back."""
    return Outcome(
        message_id=message_id, fate=Fate.RETRY, code="unreachable", delay=_pause(attempts, None)
    )


def _may_retry(rule: Retry, lane: int, attempts: int, code: int | None) -> bool:
    if rule is Retry.FEW:
        return attempts < FEW_ATTEMPTS
    if rule is not Retry.BACKOFF:
        return False
    longest = LONGEST_CITIZEN_PAUSE if code == CITIZEN_TOO_FAST else LONGEST_PAUSE
    return lane == Lane.CRISIS or attempts * longest < GIVEN_UP_AFTER


def _pause(attempts: int, code: int | None) -> float:
    """Seconds until the next attempt: 1, 2, 4, …; the platform asks 4^X for the pair rate."""
    base, longest = 2.0, LONGEST_PAUSE
    if code == CITIZEN_TOO_FAST:
        base, longest = 4.0, LONGEST_CITIZEN_PAUSE
    growths = min(max(attempts - 1, 0), _LONGEST_AFTER)
    return float(min(base**growths, longest))
