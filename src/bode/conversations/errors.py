"""What can go wrong in conversations.

ConversationError
├── SendRefused         the rules forbid this message; `refusal` says which and what instead
├── ContentDoubtful     something in it may be forbidden; whoever sends it looks once more
├── OverrideWrong       what a second person allowed is something else, or no longer holds
├── OverrideDecided     someone decided about it already, or it is too late
├── OverrideOfOneself   nobody is their own second person
├── NothingToOverride   the rules allow this message
├── ReasonMissing       why it should be sent all the same was not said
├── FileRefused         a file that can't be sent; `reason` says why
├── ContentMalformed    the message does not fit the platform's limits; fields are named
├── PurposeForbidden    no consent makes a forbidden purpose allowed
├── PurposeNotLicensed  the licence does not hold this purpose
├── TokenPurpose        the program's token is for another purpose
├── PurposeReasonMissing  nobody said why a conversation is about something else
├── AskedAlready        this citizen was asked for consent less than a day ago
├── ConsentFromFuture   nobody has agreed tomorrow
├── WordingWrong        citizens can't be asked for consent in these words
├── KeywordWrong        citizens can't subscribe by this word; `reason` says why
├── ConsentFileRefused  a file of consents has mistakes; all of them are named
├── ImportNotWaiting    it was taken over or thrown away meanwhile
├── AreaWrong           this names no postcode area or neighbourhood
├── TooLate             it has left the house, or is about to
├── AnsweredMeanwhile   a colleague answered, which who answers now has not read
├── NothingToDecide     nobody needs to decide about this message (any more)
├── RepeatRefused       sending the same once more is in vain, or is not yet wise
├── TakenMeanwhile      a colleague took the conversation; `name` says who
├── NobodyToReceive     whom a conversation is given to answers no citizens here
├── SnoozeWrong         it can't be put out of sight until then; `reason` says why
├── RunsAlready         a newer conversation with this citizen runs: that one goes on
├── ExportRunning       everything is being packed already
├── ExportNotReady      there is no file to take along, or no longer
├── NumberUnknown       a webhook for a number that its provider does not have
└── MessageUnknown      a webhook about a message that is not there (yet)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bode.policy import Finding, Refusal
from bode.whatsapp import FieldProblem

if TYPE_CHECKING:
    from .models import Message


class ConversationError(Exception):
    """Something the rules of conversations do not allow."""


class SendRefused(ConversationError):
    """The rules forbid this message; `field` is what of it they refuse, where that isn't clear."""

    def __init__(self, refusal: Refusal, *, field: str | None = None) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.field = field


class ContentDoubtful(ConversationError):
    """Something in a message may be forbidden; sent again with `confirmed`, it leaves."""

    def __init__(self, findings: Sequence[Finding], fingerprint: str) -> None:
        super().__init__(", ".join(sorted({each.kind for each in findings})))
        self.findings = tuple(findings)
        self.fingerprint = fingerprint


class OverrideWrong(ConversationError):
    """What a second person allowed is something else, was sent already, or is too old."""


class OverrideDecided(ConversationError):
    """Someone decided about this request already, or nobody did in time."""


class OverrideOfOneself(ConversationError):
    """Who asked for it can't be the second person."""


class NothingToOverride(ConversationError):
    """The rules allow this message: it can just be sent."""


class ReasonMissing(ConversationError):
    """Why it should be sent all the same was not said; `refusal` is why it may not be."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class TakenMeanwhile(ConversationError):
    """A colleague took the conversation while one looked at it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NobodyToReceive(ConversationError):
    """There is no such agent or team here to give a conversation to."""


class SnoozeWrong(ConversationError):
    """`reason` is a word for programs: past, too_late, or closed (the conversation is)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RunsAlready(ConversationError):
    """A closed conversation stays so while a newer one with the same citizen runs."""


class ExportRunning(ConversationError):
    """Everything of this municipality is being packed already."""


class ExportNotReady(ConversationError):
    """There is no file to take along yet, or no longer."""


class ContentMalformed(ConversationError):
    """The message does not fit the platform's shape or limits."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(", ".join(problem.name for problem in problems))
        self.problems = tuple(problems)


class FileRefused(ConversationError):
    """A file can't be sent by WhatsApp.

    `reason` is a word for programs: empty, too_large, type_not_taken or wrong_type (its content
    is not what its name says); `limit` is the most bytes that its kind may have, if that is why.
    """

    def __init__(self, reason: str, *, limit: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.limit = limit


class PurposeForbidden(ConversationError):
    """For this purpose no message may be sent, so nobody's consent for it is recorded."""


class PurposeNotLicensed(ConversationError):
    """The municipality's licence does not hold this purpose, so no conversation is about it."""


class TokenPurpose(ConversationError):
    """The program's token is for another purpose."""


class PurposeReasonMissing(ConversationError):
    """A conversation that is about something is about something else only for a reason.

    `refusal` is why a second person was asked to let the message go, where one was.
    """

    def __init__(self, refusal: Refusal | None = None) -> None:
        super().__init__()
        self.refusal = refusal


class AskedAlready(ConversationError):
    """This citizen was asked for consent for this purpose less than a day ago."""


class SaidNo(ConversationError):
    """This citizen wants no messages with this purpose, and has not written since they said so."""


class ConsentFromFuture(ConversationError):
    """The moment at which consent is said to be given has not come yet."""


class WordingWrong(ConversationError):
    """Citizens can't be asked for consent in these words, in this language.

    `reason` is too_long, no_stop (they don't say how to stop) or forbidden: `finding` says why.
    """

    def __init__(self, language: str, reason: str, finding: Finding | None = None) -> None:
        super().__init__(language, reason)
        self.language = language
        self.reason = reason
        self.finding = finding


class KeywordWrong(ConversationError):
    """Citizens can't subscribe by this word.

    `reason` is form, taken (it means something else), known or too_many.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True, slots=True)
class RowProblem:
    """What is wrong in one place of a file; row 1 is the head, column an empty text for a row."""

    row: int
    column: str
    reason: str


class ConsentFileRefused(ConversationError):
    """A file of consents has mistakes; all of them are told, and nothing of it is kept."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class ImportNotWaiting(ConversationError):
    """A file of consents was taken over or thrown away meanwhile."""


class AreaWrong(ConversationError):
    """This names no postcode area or neighbourhood."""


class TooLate(ConversationError):
    """A message can't be taken back: it has left the house, or is about to."""


class AnsweredMeanwhile(ConversationError):
    """A colleague answered, or oneself in another window, unread by who answers now."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message.id))
        self.message = message


class NothingToDecide(ConversationError):
    """Nobody needs to decide about this message (any more)."""


class RepeatRefused(ConversationError):
    """The same message can't arrive; or not before `since`. `code` says why the message failed."""

    def __init__(self, code: str, since: datetime | None) -> None:
        super().__init__(code)
        self.code = code
        self.since = since


class NumberUnknown(ConversationError):
    """A webhook for a phone number id that no licence with its provider has (yet)."""

    def __init__(self, platform_id: str | None) -> None:
        super().__init__(f"the provider has no number with the id {platform_id}")


class MessageUnknown(ConversationError):
    """A webhook about a message that is not there yet, and may still come."""


class LanguageUnknown(ConversationError):
    """Not one of the languages that Bode can name."""


class BudgetWrong(ConversationError):
    """A budget is an amount of money above zero."""


class JoiningSelf(ConversationError):
    """A contact is one with itself already."""


class JoiningReasonMissing(ConversationError):
    """Who says that two contacts are one person, says why."""


class JoiningChanged(ConversationError):
    """Something of the two changed since someone looked at what would happen."""
