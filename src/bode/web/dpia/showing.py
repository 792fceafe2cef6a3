"""A DPIA, as its pages show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from bode.licensing.dpia import queries
from bode.licensing.dpia.answers import Value, WeighedRisk, missing, weigh
from bode.licensing.dpia.catalogue import (
    VNG_FINDING_EN,
    VNG_FINDING_NL,
    VNG_SOURCE,
    Block,
    Section,
)
from bode.licensing.dpia.matrix import MATRIX, SCALE, Level
from bode.licensing.dpia.states import DpiaStatus, Way
from bode.licensing.models import Application, DpiaAnswer
from bode.organisations.actors import Actor
from bode.organisations.models import Role

from .forms import AdviceForm, ReplyForm, SectionForm
from .words import LEVEL_TONES, level_name, milestones, status_name, status_tone, what_next


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A level of risk with its look; `name` is empty while it is not known."""

    name: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A section in the list: how many of its questions are still open."""

    section: Section
    open: int
    is_begun: bool


@dataclass(frozen=True, kw_only=True)
class Weighed:
    risk: Block
    before: Badge
    after: Badge


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question on a page, with who answered it last."""

    field: BoundField
    kind: str
    by: DpiaAnswer | None


@dataclass(frozen=True, kw_only=True)
class ShownBlock:
    block: Block
    asked: list[Asked]
    weighed: Weighed | None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What VNG found, as a source to read."""

    text_nl: str = VNG_FINDING_NL
    text_en: str = VNG_FINDING_EN
    source: str = VNG_SOURCE


def badge(level: Level | None) -> Badge:
    return Badge(name=level_name(level), tone=LEVEL_TONES[level] if level else "neutral")


def show_dpia(application: Application, actor: Actor) -> dict[str, Any]:
    """The page of a DPIA: how far it is, what is open, which risks are left, the advice."""
    status = queries.dpia_status(application)
    steps = queries.list_dpia_steps(application, actor)
    found = queries.find_dpia(application)
    sections, answers = queries.sections_of(application), queries.answers_of(application)
    advices = queries.list_advices(application)
    return {
        "application": application,
        "status": status_name(status),
        "tone": status_tone(status),
        "next": what_next(status),
        "milestones": milestones(status),
        "steps": steps,
        "is_document": found is not None and found.way == Way.DOCUMENT,
        "document": queries.find_document(application),
        "sections": progress(sections, answers),
        "open": len(missing(sections, answers)),
        "risks": [weighed(each) for each in weigh(sections, answers)],
        "has_answers": bool(answers),
        "matrix": matrix(),
        "finding": Finding(),
        "advices": advices,
        "is_current": status in (DpiaStatus.ADVISED, DpiaStatus.COMPLETE),
        "advice_form": advice_form(actor) if "advise" in steps else None,
        "reply_form": reply_form(application) if "complete" in steps else None,
    }


def advice_form(actor: Actor, data: Any = None) -> AdviceForm:
    return AdviceForm(data, is_officer=actor.has(Role.PRIVACY_OFFICER), prefix="advice")


def reply_form(application: Application, data: Any = None) -> ReplyForm:
    last = queries.list_advices(application)[-1]
    return ReplyForm(data, must_reply=last.verdict == "negative", prefix="reply")


def progress(sections: Sequence[Section], answers: Mapping[str, Value]) -> list[Progress]:
    still_open = {question.key for question in missing(sections, answers)}
    return [
        Progress(
            section=section,
            open=sum(question.key in still_open for question in section.questions()),
            is_begun=any(answers.get(question.key) for question in section.questions()),
        )
        for section in sections
    ]


def weighed(risk: WeighedRisk) -> Weighed:
    return Weighed(risk=risk.risk, before=badge(risk.level), after=badge(risk.residual))


def matrix() -> list[list[Badge]]:
    """The table by which chance (down) and impact (across) make a level."""
    return [[badge(MATRIX[chance, impact]) for impact in SCALE] for chance in reversed(SCALE)]


def show_section(
    application: Application, section: Section, form: SectionForm, *, may_change: bool
) -> dict[str, Any]:
    """One page of the questionnaire."""
    said = {each.key: each for each in queries.list_answers(application)}
    kept = {key: each.value for key, each in said.items()}
    risks = {each.risk.code: weighed(each) for each in weigh([section], kept)}
    return {
        "application": application,
        "section": section,
        "form": form,
        "may_change": may_change,
        "blocks": [
            ShownBlock(
                block=block,
                asked=[
                    Asked(field=form[each.key], kind=each.kind, by=said.get(each.key))
                    for each in block.questions
                ],
                weighed=risks.get(block.code),
            )
            for block in section.blocks
        ],
    }


@dataclass(frozen=True, kw_only=True)
class Line:
    """The DPIA of an application, in a line on another page."""

    status: str
    tone: str
    next: str


def dpia_line(application: Application) -> Line:
    """How far an application's DPIA is."""
    status = queries.dpia_status(application)
    return Line(status=status_name(status), tone=status_tone(status), next=what_next(status))
