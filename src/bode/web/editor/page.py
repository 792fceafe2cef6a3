"""The editor's page as a whole: from what was typed, or from what there is, to what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from bode.licensing.content_places import place_of
from bode.licensing.library import ReadyTemplate
from bode.licensing.models import Template, TemplateChange
from bode.licensing.template_checking import Finding, check_draft
from bode.licensing.template_queries import find_refusal, list_translations, takes_examples
from bode.licensing.template_states import TemplateStatus
from bode.policy import PURPOSES
from bode.whatsapp import PlatformError, TemplateDraft, template_refusal

from .headers import share_examples
from .sheets import LANGUAGES, Sheet, blank, read_sheet, sheet_of, sheet_with

_SHARED = ("name", "purpose", "category")
_NAME_TAKEN = 2388024


@dataclass(frozen=True, kw_only=True)
class EditorPage:
    """A template with its translations, as the editor shows it."""

    municipality_id: UUID
    name: str
    purpose: str
    category: str
    is_new: bool
    sheets: Sequence[Sheet]

    @property
    def written(self) -> list[Sheet]:
        """The languages that were filled in and may be changed."""
        return [sheet for sheet in self.sheets if sheet.is_editable and sheet.is_written]

    @property
    def texts(self) -> list[TemplateDraft]:
        return [sheet.draft for sheet in self.written]

    @property
    def shared_findings(self) -> Mapping[str, Sequence[Finding]]:
        """What the checks say about the fields that all languages share, each once."""
        found = {
            (finding.field, finding.told_nl): finding
            for sheet in self.sheets
            for finding in sheet.findings
        }
        return {
            field: [one for (about, _), one in found.items() if about == field] for field in _SHARED
        }

    @property
    def is_editable(self) -> bool:
        return any(sheet.is_editable for sheet in self.sheets)

    @property
    def standing(self) -> Template | None:
        """The template as the platform has it, in one of its languages."""
        known = [sheet.standing.template for sheet in self.sheets if sheet.standing]
        return next((each for each in known if each.status != TemplateStatus.DRAFT), None)

    @property
    def has_draft(self) -> bool:
        """Whether there is a text to keep without submitting it."""
        return any(
            sheet.standing is None or sheet.standing.template.status == TemplateStatus.DRAFT
            for sheet in self.sheets
        )

    @property
    def has_file_trouble(self) -> bool:
        """Whether a file that came was not kept."""
        return any(sheet.header.trouble for sheet in self.sheets)

    @property
    def trouble(self) -> int:
        """How many things must be mended."""
        return sum(finding.forbids for sheet in self.sheets for finding in sheet.findings)

    def checked(self) -> EditorPage:
        """The same page with what the checks say about every language that was filled in."""
        takes, place = takes_examples(self.municipality_id), place_of(self.municipality_id)
        return self.told(
            {
                sheet.language: check_draft(sheet.draft, self.purpose, place, takes_examples=takes)
                for sheet in self.written
            }
        )

    def told(self, findings: Mapping[str, Sequence[Finding]]) -> EditorPage:
        """The same page with these findings, by language."""
        sheets = [
            replace(sheet, findings=findings.get(sheet.language, ())) for sheet in self.sheets
        ]
        return replace(self, sheets=sheets)


def read_page(form: Mapping[str, str], municipality_id: UUID, name: str | None) -> EditorPage:
    """What was typed; `name` is that of a template there is, None for a new one."""
    known = {} if name is None else _known(municipality_id, name)
    called = form.get("name", "").strip() if name is None else name
    category = form.get("category", "UTILITY")
    sheets = []
    form = share_examples(form, _languages(known))
    for language in _languages(known):
        standing = known[language].standing if language in known else None
        if standing is not None and not standing.can_edit:
            sheets.append(known[language])
        else:
            sheets.append(
                read_sheet(form, language, name=called, category=category, standing=standing)
            )
    page = EditorPage(
        municipality_id=municipality_id,
        name=called,
        purpose=form.get("purpose", ""),
        category=category,
        is_new=name is None,
        sheets=sheets,
    )
    # Once there is one, it is changed in its own place, with a reason.
    settled = page.standing
    return replace(page, purpose=settled.purpose) if settled and settled.purpose else page


def page_of(municipality_id: UUID, name: str) -> EditorPage | None:
    """A template there is; None when nobody used this name."""
    known = _known(municipality_id, name)
    if not known:
        return None
    templates = [sheet.standing.template for sheet in known.values() if sheet.standing]
    sheets = [
        known.get(language) or Sheet(language=language, draft=blank(language, name))
        for language in _languages(known)
    ]
    page = EditorPage(
        municipality_id=municipality_id,
        name=name,
        purpose=templates[0].purpose,
        category=templates[0].category,
        is_new=False,
        sheets=sheets,
    )
    return page.told({one.language: _refused(one) for one in templates})


def new_page(municipality_id: UUID, ready: ReadyTemplate | None) -> EditorPage:
    """A new template: empty, or with the texts of the library."""
    return EditorPage(
        municipality_id=municipality_id,
        name=ready.name if ready else "",
        purpose=ready.purpose if ready else "",
        category="UTILITY",
        is_new=True,
        sheets=[
            sheet_with(ready.texts[language] if ready else blank(language))
            for language in LANGUAGES
        ],
    )


def is_name_taken(page: EditorPage) -> bool:
    """Whether a new template would land on one that there is."""
    return page.is_new and bool(list_translations(page.municipality_id, page.name))


def with_name_taken(page: EditorPage) -> EditorPage:
    """The same page with the platform's own words for a name that is in use."""
    problem = template_refusal(PlatformError(code=_NAME_TAKEN))
    finding = Finding(field=problem.field, told_nl=problem.nl, told_en=problem.en)
    return page.told({page.written[0].language: [finding]})


@dataclass(frozen=True, kw_only=True)
class PurposeChoice:
    """A purpose to choose from."""

    code: str
    is_licensed: bool


def purpose_choices(licensed: Sequence[str]) -> list[PurposeChoice]:
    """The purposes that a municipality may have; which of them it has."""
    return [
        PurposeChoice(code=code, is_licensed=code in licensed)
        for code, purpose in PURPOSES.items()
        if purpose.allowed
    ]


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One thing that was asked of the platform."""

    change: TemplateChange
    answer: Finding | None


def history_of(changes: Sequence[TemplateChange]) -> list[HistoryLine]:
    """What was asked, with the platform's reason where it refused."""
    return [HistoryLine(change=change, answer=_answer(change)) for change in changes]


def _known(municipality_id: UUID, name: str) -> dict[str, Sheet]:
    found = list_translations(municipality_id, name)
    return {template.language: sheet_of(template) for template in found}


def _languages(known: Mapping[str, Sheet]) -> list[str]:
    return [*LANGUAGES, *(language for language in known if language not in LANGUAGES)]


def _refused(template: Template) -> list[Finding]:
    refusal = find_refusal(template)
    answer = _answer(refusal) if refusal is not None else None
    return [answer] if answer is not None else []


def _answer(change: TemplateChange) -> Finding | None:
    if change.error_code is None:
        return None
    problem = template_refusal(PlatformError(code=change.error_code))
    return Finding(field=problem.field, told_nl=problem.nl, told_en=problem.en)
