"""The buttons under a message: the fields of the editor for them, one row for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.licensing.template_checking import Finding
from bode.whatsapp import TemplateButton, limits
from bode.whatsapp.template_drafts import PHONE_NUMBER, REQUEST_CONTACT_INFO, URL

from .fields import TextField

ROWS = limits.TEMPLATE_BUTTONS_MAX
KINDS = {
    "": gettext_noop("Geen knop"),
    "QUICK_REPLY": gettext_noop("Antwoord"),
    "URL": gettext_noop("Webadres openen"),
    "PHONE_NUMBER": gettext_noop("Bellen"),
    "REQUEST_CONTACT_INFO": gettext_noop("Nummer vragen"),
}


@dataclass(frozen=True, kw_only=True)
class ButtonFields:
    """What was chosen and typed in one row. What another kind had stays, to be chosen again."""

    kind: str = ""
    """One of the types of buttons; empty: none."""
    text: str = ""
    target: str = ""
    example: str = ""

    @property
    def button(self) -> TemplateButton:
        return TemplateButton(
            type=self.kind,
            text=None if self.kind == REQUEST_CONTACT_INFO else self.text,
            url=self.target if self.kind == URL else None,
            phone_number=self.target if self.kind == PHONE_NUMBER else None,
            example=self.example or None if self.kind == URL else None,
        )


@dataclass(frozen=True, kw_only=True)
class ButtonRow:
    """The fields of one button, as the page shows them."""

    number: int
    kind: TextField
    text: TextField
    target: TextField
    example: TextField

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds to choose from, with their names."""
        return [(kind, _(name)) for kind, name in KINDS.items()]

    @property
    def fields(self) -> list[TextField]:
        return [self.kind, self.text, self.target, self.example]


def read_buttons(form: Mapping[str, str], language: str) -> list[ButtonFields]:
    """What was chosen and typed for the buttons in a language, row by row."""
    return [
        ButtonFields(
            kind=form.get(f"{at}-type", ""),
            text=form.get(f"{at}-text", "").strip(),
            target=form.get(f"{at}-value", "").strip(),
            example=form.get(f"{at}-example", "").strip(),
        )
        for at in (f"{language}-buttons-{place}" for place in range(ROWS))
    ]


def button_fields_of(buttons: Sequence[TemplateButton]) -> list[ButtonFields]:
    """The rows for the buttons of a text that there is."""
    return [
        ButtonFields(
            kind=button.type,
            text=button.text or "",
            target=button.url or button.phone_number or "",
            example=button.example or "",
        )
        for button in buttons
    ]


def button_rows(
    language: str, rows: Sequence[ButtonFields], findings: Sequence[Finding]
) -> list[ButtonRow]:
    """The rows on the page. Findings count the buttons that there are; rows may stand empty."""
    shown, buttons = [], 0
    for place in range(max(ROWS, len(rows))):
        given = rows[place] if place < len(rows) else ButtonFields()
        told = [
            one for one in findings if given.kind and one.field.startswith(f"buttons.{buttons}.")
        ]
        shown.append(_row(language, place, given, told))
        buttons += bool(given.kind)
    return shown


def _row(language: str, place: int, given: ButtonFields, told: Sequence[Finding]) -> ButtonRow:
    def field(part: str, label: str, value: str, hint: str = "") -> TextField:
        return TextField(
            name=f"{language}-buttons-{place}-{part}",
            label=label,
            value=value,
            findings=[finding for finding in told if finding.field.endswith(f".{part}")],
            hint=hint,
        )

    return ButtonRow(
        number=place + 1,
        kind=field("type", _("Soort"), given.kind),
        text=field("text", _("Tekst op de knop"), given.text),
        target=field("value", _("Webadres of telefoonnummer"), given.target),
        example=field(
            "example",
            _("Voorbeeld van het eind"),
            given.example,
            _(
                "Alleen als het webadres per inwoner anders eindigt. Zet daar {{1}} en geef hier "
                "een voorbeeld, zoals een zaaknummer."
            ),
        ),
    )
