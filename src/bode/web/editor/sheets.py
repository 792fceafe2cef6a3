"""The editor's page as data: for each language its fields, what the checks say, and a preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bode.licensing.models import Template
from bode.licensing.template_checking import Finding
from bode.licensing.template_queries import count_edits_left, list_template_steps, read_draft
from bode.licensing.template_states import EditsLeft, TemplateStep
from bode.web.phone_buttons import PhoneButtons, on_phone
from bode.web.standings import Why, explain_standings
from bode.web.templatetags.bode import language_name
from bode.whatsapp import TemplateDraft, variables_of
from bode.whatsapp.media_kinds import EXAMPLE_TYPES
from bode.whatsapp.template_drafts import TEXT
from bode.whatsapp.templates import VARIABLE

from .buttons import ButtonFields, ButtonRow, button_fields_of, button_rows, read_buttons
from .fields import TextField
from .headers import NO_HEADER, HeaderFields, header_fields_of, read_header

LANGUAGES = ("nl", "en")
MOVES = (TemplateStep.UNPAUSE, TemplateStep.ARCHIVE, TemplateStep.UNARCHIVE)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The message as a phone shows it, with the examples filled in."""

    header_format: str
    header: str
    picture: str
    """The id of the example, where the header shows a picture."""
    body: str
    footer: str
    buttons: PhoneButtons


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the platform has of a template, and whether it may be edited now."""

    template: Template
    edits: EditsLeft
    can_edit: bool
    can_delete: bool
    moves: Sequence[TemplateStep]
    """Putting it away, bringing it back, ending its pause."""
    why: Why | None
    """Why it stands so, where the platform told it."""
    is_readable: bool
    """False: it has parts that the editor does not know."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A template in one language, on the editor's page."""

    language: str
    draft: TemplateDraft
    findings: Sequence[Finding] = ()
    standing: Standing | None = None
    header: HeaderFields = NO_HEADER
    button_fields: Sequence[ButtonFields] = ()

    @property
    def title(self) -> str:
        return language_name(self.language)

    @property
    def is_editable(self) -> bool:
        return self.standing is None or self.standing.can_edit

    @property
    def is_written(self) -> bool:
        """Whether anything stands in it: a language may be left out."""
        draft = self.draft
        return bool(draft.header or draft.body or draft.footer or draft.buttons)

    @property
    def texts(self) -> list[TextField]:
        return [
            self._field(
                "body",
                _("Bericht"),
                self.draft.body,
                _("Zet tussen dubbele accolades wat per inwoner anders is: {{naam}}."),
                rows=8,
            ),
            self._field("footer", _("Voettekst"), self.draft.footer, _("Hooguit 60 tekens.")),
        ]

    @property
    def header_text(self) -> TextField:
        return self._field(
            "header", _("Tekst van de kop"), self.header.text, _("Hooguit 60 tekens.")
        )

    @property
    def variables(self) -> str:
        """The names of the blanks, to see whether the fields for examples still fit."""
        return ",".join(variables_of(self.draft.header, self.draft.body))

    @property
    def examples(self) -> list[TextField]:
        return [
            self._field(f"examples.{name}", name, self.draft.examples.get(name, ""))
            for name in variables_of(self.draft.header, self.draft.body)
        ]

    @property
    def buttons(self) -> list[ButtonRow]:
        return button_rows(self.language, self.button_fields, self.findings)

    @property
    def general(self) -> list[Finding]:
        """What the checks say about the sheet as a whole."""
        return [finding for finding in self.findings if finding.field in ("", "buttons")]

    @property
    def preview(self) -> Preview:
        draft = self.draft
        return Preview(
            header_format=draft.header_format,
            picture=draft.header_example if draft.header_format == "IMAGE" else "",
            header=_filled(draft.header, draft.examples),
            body=_filled(draft.body, draft.examples),
            footer=draft.footer,
            buttons=on_phone(draft.buttons),
        )

    @property
    def _told(self) -> Sequence[Finding]:
        return (*self.findings, *self.header.trouble)

    def _field(
        self, field: str, label: str, value: str, hint: str = "", rows: int = 1
    ) -> TextField:
        return TextField(
            name=f"{self.language}-{field.replace('.', '-')}",
            label=label,
            value=value,
            findings=[finding for finding in self._told if finding.field == field],
            hint=hint,
            rows=rows,
        )


def read_sheet(
    form: Mapping[str, str], language: str, *, name: str, category: str, standing: Standing | None
) -> Sheet:
    """What was typed for a language. A template that the platform has keeps its category."""
    body, footer = (_read_text(form, f"{language}-{field}") for field in ("body", "footer"))
    fields = read_header(form, language)
    header = fields.text if fields.kind == TEXT else ""
    rows = read_buttons(form, language)
    draft = TemplateDraft(
        name=name,
        language=language,
        category=standing.template.category if standing and _is_known(standing) else category,
        header_format=fields.kind or TEXT,
        header=header,
        header_example=fields.example if fields.kind in EXAMPLE_TYPES else "",
        body=body,
        footer=footer,
        buttons=tuple(row.button for row in rows if row.kind),
        examples={
            variable: form.get(f"{language}-examples-{variable}", "").strip()
            for variable in variables_of(header, body)
        },
    )
    return Sheet(
        language=language, draft=draft, standing=standing, header=fields, button_fields=rows
    )


def sheet_of(template: Template) -> Sheet:
    """A template that there is."""
    draft = read_draft(template)
    steps = list_template_steps(template)
    edits = count_edits_left(template)
    may_edit = TemplateStep.SAVE in steps or (TemplateStep.EDIT in steps and not edits.again_at)
    standing = Standing(
        template=template,
        edits=edits,
        can_edit=may_edit and draft is not None,
        can_delete=bool({TemplateStep.DISCARD, TemplateStep.DELETE}.intersection(steps)),
        moves=[step for step in MOVES if step in steps],
        why=explain_standings([template]).get(template.id),
        is_readable=draft is not None,
    )
    return sheet_with(draft or blank(template.language, template.name), standing)


def sheet_with(draft: TemplateDraft, standing: Standing | None = None) -> Sheet:
    """A text that nobody is typing in."""
    return Sheet(
        language=draft.language,
        draft=draft,
        standing=standing,
        header=header_fields_of(draft),
        button_fields=button_fields_of(draft.buttons),
    )


def blank(language: str, name: str = "") -> TemplateDraft:
    """A text that nobody wrote yet."""
    return TemplateDraft(name=name, language=language, category="UTILITY", body="")


def _read_text(form: Mapping[str, str], field: str) -> str:
    return form.get(field, "").replace("\r\n", "\n").strip()


def _is_known(standing: Standing) -> bool:
    return bool(standing.template.platform_id)


def _filled(text: str, examples: Mapping[str, str]) -> str:
    return VARIABLE.sub(lambda match: examples.get(match[1]) or match[0], text)
