"""The only reads of DPIAs for others; all of them inside a scope."""

from __future__ import annotations

from uuid import UUID

from bode.licensing.models import Application, Dpia, DpiaAdvice, DpiaAnswer, DpiaDocument
from bode.licensing.queries import party_of
from bode.licensing.states import STEPS as APPLICATION_STEPS
from bode.licensing.states import Party
from bode.organisations.actors import Actor, list_members
from bode.organisations.models import Role

from . import answers as answering
from .answers import Value
from .catalogue import Question, Section, sections_for
from .states import DpiaStatus, Way, steps_from


def dpia_status(application: Application) -> DpiaStatus:
    """How far the DPIA of an application is; `COMPLETE` when it may go along with a signature."""
    found = find_dpia(application)
    return DpiaStatus(found.status) if found else DpiaStatus.EMPTY


def find_dpia(application: Application) -> Dpia | None:
    """The DPIA of an application, once something was given."""
    return Dpia.objects.filter(application=application).first()


def list_dpia_steps(application: Application, actor: Actor) -> list[str]:
    """The steps that the actor may make now: while the municipality may still sign."""
    may_change = application.status in APPLICATION_STEPS["sign"].before
    if party_of(application, actor) is not Party.MUNICIPALITY or not may_change:
        return []
    steps = steps_from(dpia_status(application), actor.roles)
    if "advise" in steps and not may_advise(actor):
        steps.remove("advise")
    return steps


def may_advise(actor: Actor) -> bool:
    """Whether the actor is privacy officer, or may write down their advice as there is none."""
    if actor.has(Role.PRIVACY_OFFICER):
        return True
    roles = {member.role for member in list_members(actor.organisation_id)}
    return Role.PRIVACY_OFFICER not in roles


def sections_of(application: Application) -> list[Section]:
    """The questionnaire of an application."""
    purposes = {each.code: each.explanation for each in application.purposes.all()}
    parties = {
        "municipality": application.municipality.name,
        "provider": application.provider.name,
    }
    return sections_for(purposes, parties)


def list_answers(application: Application) -> list[DpiaAnswer]:
    """What was answered, with who did so and when."""
    return list(DpiaAnswer.objects.filter(dpia__application=application))


def answers_of(application: Application) -> dict[str, Value]:
    """What was answered, by question."""
    return {each.key: each.value for each in list_answers(application)}


def missing_of(application: Application) -> list[Question]:
    """The questions that must still be answered before the privacy officer can advise."""
    return answering.missing(sections_of(application), answers_of(application))


def find_document(application: Application) -> DpiaDocument | None:
    """The uploaded document, without its bytes."""
    found = DpiaDocument.objects.filter(dpia__application=application, dpia__way=Way.DOCUMENT)
    return found.defer("data").first()


def access_document(application_id: UUID) -> DpiaDocument:
    """The uploaded document with its bytes; raises `DpiaDocument.DoesNotExist`."""
    return DpiaDocument.objects.get(dpia__application_id=application_id, dpia__way=Way.DOCUMENT)


def list_advices(application: Application) -> list[DpiaAdvice]:
    """Every advice that was given, the first one first."""
    return list(DpiaAdvice.objects.filter(dpia__application=application))


def list_waiting_for_advice() -> list[Application]:
    """The applications in scope whose DPIA waits for the privacy officer."""
    found = Application.objects.filter(
        dpia__status=DpiaStatus.READY, status__in=APPLICATION_STEPS["sign"].before
    )
    return list(found.select_related("municipality", "provider")[:50])
