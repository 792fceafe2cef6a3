"""The only writes to a DPIA: each a step of `states`, in one transaction, in the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.licensing.example_files import check_file
from bode.licensing.history import remember
from bode.licensing.models import (
    Application,
    Dpia,
    DpiaAdvice,
    DpiaAnswer,
    DpiaDocument,
)
from bode.licensing.queries import access_application
from bode.licensing.states import EventKind
from bode.organisations import mailing
from bode.organisations.actors import Actor
from bode.organisations.models import Role
from bode.whatsapp.limits import MEGABYTE

from .answers import Value, clean, problem_of
from .errors import AnswerRefused, DpiaIncomplete, DpiaStepNotAllowed, ReplyMissing
from .queries import find_document, find_dpia, list_dpia_steps, missing_of, sections_of
from .states import STEPS, Outcome, Verdict, Way

DOCUMENT_BYTES = 20 * MEGABYTE
"""Of an uploaded DPIA, at most."""
REMEMBERED = "dpia_{step}"
"""How a step is called in the application's history."""


@dataclass(frozen=True, kw_only=True)
class DocumentFacts:
    """What the municipality says of a DPIA that was made elsewhere."""

    made_on: date
    author: str
    outcome: Outcome
    summary: str


@transaction.atomic
def answer(actor: Actor, application_id: UUID, given: Mapping[str, Value]) -> list[str]:
    """Keep answers; returns the keys of those that changed.

    Unanswered questions are no trouble until the DPIA is offered for advice. Raises
    `AnswerRefused`, and keeps nothing then; `DpiaStepNotAllowed`.
    """
    application, dpia = _step(actor, application_id, "answer")
    questions = {q.key: q for section in sections_of(application) for q in section.questions()}
    problems = {
        key: problem_of(questions[key], value) if key in questions else "unknown"
        for key, value in given.items()
    }
    wrong = {key: problem for key, problem in problems.items() if problem}
    if wrong:
        raise AnswerRefused(wrong)
    cleaned = {key: clean(questions[key], value) for key, value in given.items()}
    kept = {each.key: each.value for each in dpia.answers.all()}
    changed = [key for key, value in cleaned.items() if kept.get(key, value[:0]) != value]  # type: ignore[index]
    if not changed and dpia.way != Way.DOCUMENT:
        return []
    for key in changed:
        _keep(dpia, key, cleaned[key], actor)
    _settle(application, dpia, actor, "answer", way=Way.QUESTIONNAIRE)
    return changed


@transaction.atomic
def upload(
    actor: Actor, application_id: UUID, filename: str, data: bytes, facts: DocumentFacts
) -> None:
    """Keep a DPIA that was made elsewhere, in place of an earlier one.

    Raises `FileRefused` for what is no PDF or too large, `DpiaStepNotAllowed`.
    """
    application, dpia = _step(actor, application_id, "upload")
    check_file(data, ("application/pdf",), DOCUMENT_BYTES)
    DpiaDocument.objects.filter(dpia=dpia).delete()
    DpiaDocument.objects.create(
        municipality_id=dpia.municipality_id,
        provider_id=dpia.provider_id,
        dpia=dpia,
        filename=filename[-200:],
        sha256=sha256(data).hexdigest(),
        size=len(data),
        data=data,
        made_on=facts.made_on,
        author=facts.author,
        outcome=facts.outcome,
        summary=facts.summary,
        actor=actor.name,
        at=now(),
    )
    _settle(application, dpia, actor, "upload", way=Way.DOCUMENT)


@transaction.atomic
def offer(actor: Actor, application_id: UUID) -> None:
    """Ask the privacy officer for advice. Raises `DpiaIncomplete`, `DpiaStepNotAllowed`."""
    application, dpia = _step(actor, application_id, "offer")
    if dpia.way == Way.QUESTIONNAIRE:
        open_questions = missing_of(application)
        if open_questions:
            raise DpiaIncomplete(open_questions)
    elif find_document(application) is None:
        raise DpiaIncomplete(())
    _settle(application, dpia, actor, "offer")
    _tell(application, Role.PRIVACY_OFFICER, "Een DPIA wacht op uw advies.")


@transaction.atomic
def advise(
    actor: Actor, application_id: UUID, verdict: Verdict, text: str, *, adviser: str = ""
) -> None:
    """Give the privacy officer's advice.

    Where the municipality has nobody in that role, its administrator writes down what `adviser`
    said. Raises `DpiaStepNotAllowed`.
    """
    application, dpia = _step(actor, application_id, "advise")
    is_own = actor.has(Role.PRIVACY_OFFICER)
    by = actor.name if is_own else adviser
    DpiaAdvice.objects.create(
        municipality_id=dpia.municipality_id,
        provider_id=dpia.provider_id,
        dpia=dpia,
        verdict=verdict,
        text=text,
        adviser=by,
        actor=actor.name,
        at=now(),
    )
    _settle(application, dpia, actor, "advise", reason=text, details={"adviser": by})
    _tell(
        application,
        Role.ADMINISTRATOR,
        "Er is advies over de DPIA gegeven. Lees het, en rond de DPIA af.",
    )


@transaction.atomic
def complete(actor: Actor, application_id: UUID, reply: str = "") -> None:
    """Complete the DPIA, with what the municipality does with the advice.

    Raises `ReplyMissing` for a negative advice without an answer, `DpiaStepNotAllowed`.
    """
    application, dpia = _step(actor, application_id, "complete")
    advice = dpia.advices.latest("id")
    if advice.verdict == Verdict.NEGATIVE and not reply.strip():
        raise ReplyMissing
    advice.reply, advice.replied_by, advice.replied_at = reply.strip(), actor.name, now()
    advice.save(update_fields=["reply", "replied_by", "replied_at"])
    _settle(application, dpia, actor, "complete", reason=reply.strip())


@transaction.atomic
def reopen(actor: Actor, application_id: UUID) -> None:
    """Change the DPIA after it was offered; it then needs advice once more."""
    application, dpia = _step(actor, application_id, "reopen")
    _settle(application, dpia, actor, "reopen")


def reopen_for(actor: Actor, application: Application, purposes: Sequence[str]) -> None:
    """Open a DPIA again that was offered for other purposes than these, which are asked for now.

    Part of the caller's transaction, by whoever may change the purposes; the application is locked.
    """
    dpia = find_dpia(application)
    if dpia is None or dpia.status not in STEPS["reopen"].before:
        return
    _settle(application, dpia, actor, "reopen", details={"purposes": list(purposes)})
    _tell(
        application,
        Role.ADMINISTRATOR,
        "De aanvraag heeft nu andere doelen. Daarom is de DPIA opnieuw geopend. Vul de DPIA aan, "
        "en vraag weer advies.",
    )


def _step(actor: Actor, application_id: UUID, step: str) -> tuple[Application, Dpia]:
    """The application and its DPIA, locked, if the actor may make this step now."""
    actor.require(Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)
    application = access_application(application_id, lock=True)
    allowed = list_dpia_steps(application, actor)
    dpia, _is_new = Dpia.objects.get_or_create(
        application=application,
        defaults={
            "municipality_id": application.municipality_id,
            "provider_id": application.provider_id,
        },
    )
    if step not in allowed:
        raise DpiaStepNotAllowed(step, dpia.status, allowed)
    return application, dpia


def _keep(dpia: Dpia, key: str, value: Value | None, actor: Actor) -> None:
    said = {"value": value, "actor": actor.name, "at": now()}
    owners = {"municipality_id": dpia.municipality_id, "provider_id": dpia.provider_id}
    DpiaAnswer.objects.update_or_create(
        dpia=dpia, key=key, defaults=said, create_defaults={**owners, **said}
    )


def _settle(
    application: Application,
    dpia: Dpia,
    actor: Actor,
    step: str,
    *,
    way: Way | None = None,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Take the step, and write it in the application's history.

    One answer more is no news there: who gave which stands beside the answers themselves.
    """
    before = (dpia.status, dpia.way)
    dpia.status, dpia.way = STEPS[step].after, way or dpia.way
    if step == "answer" and (dpia.status, dpia.way) == before:
        return
    dpia.save(update_fields=["status", "way"])
    what = REMEMBERED.format(step=step)
    remember(application, actor, what, kind=EventKind.DPIA, reason=reason, details=details)


def _tell(application: Application, role: Role, text: str) -> None:
    """Write to whoever in the municipality is next. Mail is in Dutch."""
    mailing.notify(
        application.municipality_id,
        roles=(role,),
        subject=f"DPIA voor WhatsApp van {application.municipality.name}",
        text=text,
        path=f"/licence/applications/{application.id}/dpia/",
    )
