"""What the rooms refuse, as problems: the one place that knows their errors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.utils import timezone

from bode.broadcasts.errors import (
    AudienceEmpty,
    BroadcastError,
    LanguageTwice,
    OwnApproval,
    PerDayWrong,
    PlannedForPast,
    StepNotAllowed,
)
from bode.conversations.errors import (
    AnsweredMeanwhile,
    ConsentFromFuture,
    ContentMalformed,
    FileRefused,
    NothingToDecide,
    PurposeForbidden,
    RepeatRefused,
    SendRefused,
    TokenPurpose,
)
from bode.conversations.explaining import explain_error
from bode.licensing.dossier.codec import DossierRefused
from bode.licensing.dossier.reasons import why_refused
from bode.licensing.errors import (
    ApplicationRefused,
    DecisionRefused,
    FollowedAlready,
    LicenceStepNotAllowed,
    OrganisationAbsent,
    OrganisationUnknown,
    ReasonMissing,
    SectionChanged,
    TransitionNotAllowed,
)
from bode.organisations.standing import Ended, NotBegun
from bode.policy import ApplicationProblem, Refusal, RefusalCode, UnknownPurpose
from bode.whatsapp import FieldProblem

from .kinds import KINDS
from .language import told
from .problems import InvalidParam, problem

REFUSALS: tuple[type[Exception], ...] = (
    AnsweredMeanwhile,
    ApplicationRefused,
    BroadcastError,
    ConsentFromFuture,
    ContentMalformed,
    DecisionRefused,
    DossierRefused,
    FileRefused,
    FollowedAlready,
    NothingToDecide,
    ObjectDoesNotExist,
    OrganisationUnknown,
    PurposeForbidden,
    ReasonMissing,
    RepeatRefused,
    SectionChanged,
    SendRefused,
    TokenPurpose,
    TransitionNotAllowed,
    UnknownPurpose,
)


def problem_of(refused: Exception) -> HttpResponse:
    """The answer to a call that a room refused with one of `REFUSALS`."""
    match refused:
        case SendRefused():
            return _message_refused(refused.refusal, refused.field)
        case ContentMalformed() | FileRefused() | DossierRefused():
            return _content_refused(refused)
        case ConsentFromFuture():
            return problem("invalid", invalid_params=[_in_future("given_at")])
        case ApplicationRefused():
            return _application_refused(refused.problems)
        case TransitionNotAllowed() | DecisionRefused() | FollowedAlready() | SectionChanged():
            return _step_refused(refused)
        case AnsweredMeanwhile() | NothingToDecide() | RepeatRefused():
            return _decision_refused(refused)
        case BroadcastError():
            return _broadcast_refused(refused)
        case _:
            return _input_refused(refused)


def _input_refused(refused: Exception) -> HttpResponse:
    match refused:
        case ReasonMissing():
            return problem("reason_missing", invalid_params=[_required("reason")])
        case OrganisationUnknown():
            return _organisation_unknown(refused)
        case UnknownPurpose() | PurposeForbidden() | TokenPurpose():
            return _purpose_refused(refused)
        case _:
            return problem("not_found")


def _message_refused(refusal: Refusal, field: str | None) -> HttpResponse:
    reason = told(refusal.reason_nl, refusal.reason_en)
    field = _as_path(field) if field else _FIELDS.get(refusal.code)
    return problem(
        refusal.code,
        detail=reason,
        invalid_params=[InvalidParam(name=field, reason=reason, code=refusal.code)]
        if field
        else [],
        advice=told(refusal.advice_nl, refusal.advice_en),
        rule=told(refusal.rule, refusal.rule_en),
        source=told(refusal.source, refusal.source_en),
    )


# Which field of the input a rule refuses; the others refuse the situation.
_FIELDS = {
    RefusalCode.RECIPIENT_INVALID: "to",
    RefusalCode.PURPOSE_FORBIDDEN: "purpose",
    RefusalCode.PURPOSE_NOT_LICENSED: "purpose",
    RefusalCode.TOKEN_PURPOSE: "purpose",
    RefusalCode.TEMPLATE_NOT_APPROVED: "template",
}


def _content_refused(refused: ContentMalformed | FileRefused | DossierRefused) -> HttpResponse:
    if isinstance(refused, FileRefused):
        return _file_refused(refused)
    if isinstance(refused, DossierRefused):
        return _dossier_refused(refused)
    return _content_malformed(refused.problems)


def _content_malformed(problems: Iterable[FieldProblem]) -> HttpResponse:
    return problem(
        "content_malformed",
        invalid_params=[
            InvalidParam(
                name=_as_path(each.name),
                reason=told(*_WORDS.get(each.reason, _WORDS["invalid"])).format(limit=each.limit),
                code=each.reason,
            )
            for each in problems
        ],
    )


def _as_path(field: str) -> str:
    """A field of a message in the way that this API names fields."""
    return re.sub(r"\[(\d+)]", r".\1", field)


_WORDS = {
    "required": ("Dit veld ontbreekt.", "This field is missing."),
    "invalid": ("Deze waarde klopt niet.", "This value is not right."),
    "unknown": ("WhatsApp kent deze waarde niet.", "WhatsApp does not know this value."),
    "too_long": (
        "Dit is te lang: hoogstens {limit} tekens.",
        "This is too long: {limit} characters at most.",
    ),
    "too_many": (
        "Dit zijn er te veel: hoogstens {limit}.",
        "These are too many: {limit} at most.",
    ),
    "too_few": (
        "Dit zijn er te weinig: minstens {limit}.",
        "These are too few: {limit} at least.",
    ),
    "not_allowed": ("Dit mag hier niet staan.", "This may not stand here."),
    "not_unique": ("Deze waarde staat er al.", "This value is there already."),
    "too_deep": ("Dit ligt te diep.", "This is too deep."),
}


def _file_refused(refused: FileRefused) -> HttpResponse:
    nl, en = _ABOUT_FILES[refused.reason]
    reason = told(nl, en).format(limit=refused.limit)
    wrong = InvalidParam(name="file", reason=reason, code=refused.reason)
    return problem("file_refused", invalid_params=[wrong])


_ABOUT_FILES = {
    "empty": ("Het bestand is leeg.", "The file is empty."),
    "too_large": (
        "Dit soort bestand mag hoogstens {limit} bytes hebben.",
        "This type of file may have {limit} bytes at most.",
    ),
    "type_not_taken": ("WhatsApp kent deze soort niet.", "WhatsApp does not know this type."),
    "wrong_type": (
        "De inhoud is iets anders dan de naam of de soort zegt.",
        "The content is something else than its name or type says.",
    ),
}


def _dossier_refused(refused: DossierRefused) -> HttpResponse:
    reason = told(*why_refused(refused))
    wrong = InvalidParam(name="file", reason=reason, code=refused.code)
    return problem("dossier_refused", detail=reason, invalid_params=[wrong])


def _application_refused(problems: tuple[ApplicationProblem, ...]) -> HttpResponse:
    """The first rule gives the code; every rule is named."""
    first = problems[0]
    about: dict[str, Any] = {"purpose": first.purpose} if first.purpose is not None else {}
    return problem(
        first.code,
        detail=told(first.reason_nl, first.reason_en),
        invalid_params=[
            InvalidParam(
                name=each.field, reason=told(each.reason_nl, each.reason_en), code=each.code
            )
            for each in problems
        ],
        advice=told(first.advice_nl, first.advice_en),
        rule=told(first.rule, first.rule_en),
        source=told(first.source, first.source_en),
        **about,
    )


def _step_refused(
    refused: TransitionNotAllowed | DecisionRefused | FollowedAlready | SectionChanged,
) -> HttpResponse:
    match refused:
        case DecisionRefused():
            return problem(refused.code)
        case FollowedAlready():
            return problem("followed_already", application=str(refused.application.id))
        case SectionChanged():
            return problem("section_changed", section=str(refused.section.name))
        case _:
            return _transition_not_allowed(refused)


def _transition_not_allowed(refused: TransitionNotAllowed) -> HttpResponse:
    allowed = ", ".join(refused.allowed)
    is_licence = isinstance(refused, LicenceStepNotAllowed)
    nl, en = ("vergunning", "licence") if is_licence else ("aanvraag", "application")
    return problem(
        "transition_not_allowed",
        detail=told(
            f"De {nl} is nu “{refused.status}”. U kunt nu: {allowed or 'geen stap'}.",
            f"The {en} is “{refused.status}” now. You can now: {allowed or 'no step'}.",
        ),
        allowed=list(refused.allowed),
    )


def _decision_refused(
    refused: AnsweredMeanwhile | NothingToDecide | RepeatRefused,
) -> HttpResponse:
    if isinstance(refused, AnsweredMeanwhile):
        return problem("answered_meanwhile", message=str(refused.message.id))
    if isinstance(refused, NothingToDecide):
        return problem("nothing_to_decide")
    explained = explain_error(refused.code)
    advice = told(explained.advice_nl, explained.advice_en) if explained else ""
    if refused.since is None:
        return problem("repeat_refused", advice=advice)
    at = timezone.localtime(refused.since)
    detail = told(
        f"Dit bericht mag pas opnieuw vanaf {at:%d-%m-%Y %H:%M}.",
        f"This message may be sent again from {at:%Y-%m-%d %H:%M} on, Dutch time.",
    )
    return problem("repeat_refused", detail=detail, advice=advice, since=refused.since.isoformat())


def _organisation_unknown(refused: OrganisationUnknown) -> HttpResponse:
    reason = told(
        "Deze code bestaat niet, of is niet van u.", "This code does not exist, or is not yours."
    )
    if isinstance(refused, OrganisationAbsent):
        reason = _absent(refused.absence)
    return problem(
        "organisation_unknown",
        invalid_params=[InvalidParam(name=refused.field, reason=reason, code="unknown")],
    )


def _absent(absence: Ended | NotBegun) -> str:
    if isinstance(absence, NotBegun):
        day = absence.first_day
        return told(
            f"Deze organisatie begint op {day:%d-%m-%Y}.",
            f"This organisation begins on {day:%Y-%m-%d}.",
        )
    return _ended(absence)


def _ended(end: Ended) -> str:
    if not end.successors:
        day = end.last_day
        return told(f"Deze BSP stopte op {day:%d-%m-%Y}.", f"This BSP stopped on {day:%Y-%m-%d}.")
    since = end.last_day + timedelta(days=1)
    return told(
        f"Deze gemeente ging op {since:%d-%m-%Y} op in {' en '.join(end.successors)}.",
        f"This municipality became part of {' and '.join(end.successors)} on {since:%Y-%m-%d}.",
    )


_PURPOSE_CODES: dict[type[Exception], str] = {
    UnknownPurpose: "purpose_unknown",
    PurposeForbidden: "purpose_forbidden",
    TokenPurpose: "token_purpose",
}


def _purpose_refused(refused: UnknownPurpose | PurposeForbidden | TokenPurpose) -> HttpResponse:
    code = _PURPOSE_CODES[type(refused)]
    kind = KINDS[code]
    reason = told(kind.title_nl, kind.title_en)
    return problem(
        code, invalid_params=[InvalidParam(name="purpose", reason=f"{reason}.", code=code)]
    )


def _broadcast_refused(refused: BroadcastError) -> HttpResponse:
    match refused:
        case StepNotAllowed():
            allowed = ", ".join(refused.allowed)
            detail = told(
                f"U kunt nu: {allowed or 'geen stap'}.", f"You can now: {allowed or 'no step'}."
            )
            return problem("transition_not_allowed", detail=detail, allowed=list(refused.allowed))
        case OwnApproval():
            return problem("own_approval")
        case AudienceEmpty():
            return problem("audience_empty")
        case LanguageTwice():
            return problem("invalid", invalid_params=[_twice("translations")])
        case PerDayWrong():
            return problem("invalid", invalid_params=[_of_a_crisis("per_day")])
        case PlannedForPast():
            return problem("invalid", invalid_params=[_in_past("planned_for")])
    raise refused


def _of_a_crisis(name: str) -> InvalidParam:
    reason = told("Een crisisbericht wacht geen dag.", "A crisis message waits for no day.")
    return InvalidParam(name=name, reason=reason, code="crisis")


def _twice(name: str) -> InvalidParam:
    reason = told("Een taal komt twee keer voor.", "There are two for one language.")
    return InvalidParam(name=name, reason=reason, code="twice")


def _in_past(name: str) -> InvalidParam:
    reason = told("Dit moment is al geweest.", "This moment is past.")
    return InvalidParam(name=name, reason=reason, code="in_past")


def _in_future(name: str) -> InvalidParam:
    reason = told("Dit moment is nog niet geweest.", "This moment has not come yet.")
    return InvalidParam(name=name, reason=reason, code="in_future")


def _required(name: str) -> InvalidParam:
    return InvalidParam(name=name, reason=told(*_WORDS["required"]), code="required")
