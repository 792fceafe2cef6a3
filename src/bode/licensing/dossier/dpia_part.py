"""The DPIA of an application, as it stands in the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any, cast

from bode.licensing.dpia import queries
from bode.licensing.dpia.answers import Value, WeighedRisk, weigh
from bode.licensing.dpia.catalogue import Question, Section, option_name
from bode.licensing.dpia.states import Way
from bode.licensing.models import Application, DpiaAdvice, DpiaAnswer, DpiaDocument

from . import structs
from .words import dpia_status_named


def dpia_of(application: Application) -> structs.Dpia | None:
    """The DPIA, once something was given: the way that counts, and no draft of the other."""
    found = queries.find_dpia(application)
    if found is None or not found.way:
        return None
    is_asked = found.way == Way.QUESTIONNAIRE
    sections = queries.sections_of(application) if is_asked else []
    said = {each.key: each for each in queries.list_answers(application)} if is_asked else {}
    answers = {key: each.value for key, each in said.items()}
    return structs.Dpia(
        status=dpia_status_named(found.status),
        way=cast("Any", found.way),
        answers=list(_answers(sections, said)),
        risks=[_risk(each, answers) for each in weigh(sections, answers)],
        document=_document(application),
        advices=[_advice(each) for each in queries.list_advices(application)],
    )


def dpia_document_file(application: Application) -> Iterator[structs.File]:
    """The uploaded DPIA itself, if that is what counts."""
    if queries.find_document(application) is not None:
        document = queries.access_document(application.id)
        yield structs.File(
            name=document.filename,
            mime_type="application/pdf",
            size=document.size,
            sha256=document.sha256,
            data=bytes(document.data),
        )


def _answers(sections: list[Section], said: Mapping[str, DpiaAnswer]) -> Iterator[structs.Answer]:
    for section in sections:
        for block in section.blocks:
            for question in block.questions if not block.is_risk else ():
                given = said.get(question.key)
                if given is not None and given.value:
                    yield _answer(section, block.title_nl, question, given)


def _answer(section: Section, about: str, question: Question, given: DpiaAnswer) -> structs.Answer:
    return structs.Answer(
        section=section.title_nl,
        key=question.key,
        question=f"{about}: {question.label_nl}" if about else question.label_nl,
        value=in_words(question, given.value),
        by=given.actor,
        at=given.at.astimezone(UTC),
    )


def in_words(question: Question, value: Value) -> list[str]:
    """An answer as people read it: the text, or what the chosen options are called."""
    values = value if isinstance(value, list) else [value]
    return [option_name(question.options, each) if question.options else each for each in values]


def _risk(weighed: WeighedRisk, answers: Mapping[str, Value]) -> structs.Risk:
    told = {
        question.key.rsplit(".", 1)[1]: in_words(question, answers.get(question.key) or [])
        for question in weighed.risk.questions
    }
    words = {name: " ".join(value) for name, value in told.items()}
    return structs.Risk(
        code=weighed.risk.code,
        title=weighed.risk.title_nl,
        chance=words["chance"],
        impact=words["impact"],
        level=cast("Any", weighed.level and str(weighed.level)),
        measures=told["measures"],
        own_measures=words["own"],
        residual_chance=words["residual_chance"],
        residual_impact=words["residual_impact"],
        residual_level=cast("Any", weighed.residual and str(weighed.residual)),
    )


def _document(application: Application) -> structs.DpiaDocument | None:
    document: DpiaDocument | None = queries.find_document(application)
    if document is None:
        return None
    return structs.DpiaDocument(
        filename=document.filename,
        sha256=document.sha256,
        made_on=document.made_on,
        author=document.author,
        outcome=cast("Any", document.outcome),
        summary=document.summary,
        by=document.actor,
        at=document.at.astimezone(UTC),
    )


def _advice(advice: DpiaAdvice) -> structs.Advice:
    return structs.Advice(
        verdict=cast("Any", advice.verdict),
        text=advice.text,
        adviser=advice.adviser,
        recorded_by=advice.actor,
        at=advice.at.astimezone(UTC),
        reply=advice.reply,
        replied_by=advice.replied_by,
        replied_at=advice.replied_at and advice.replied_at.astimezone(UTC),
    )
