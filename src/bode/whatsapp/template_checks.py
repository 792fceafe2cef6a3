"""Whether the platform will take a template: asked before it is submitted, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from bode.whatsapp import limits
from bode.whatsapp.error_table import meaning
from bode.whatsapp.errors import PlatformError
from bode.whatsapp.limits import TemplateFigures
from bode.whatsapp.media_kinds import EXAMPLE_TYPES
from bode.whatsapp.template_button_checks import check_buttons
from bode.whatsapp.template_drafts import TemplateDraft
from bode.whatsapp.template_drafts import variables_of as _variables
from bode.whatsapp.template_problems import BRACES, TemplateProblem, problem, too_long
from bode.whatsapp.templates import VARIABLE

CATEGORIES = ("UTILITY", "MARKETING")
"""AUTHENTICATION has texts of the platform's own: nothing in it is for an editor to write."""

_NAME = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_VARIABLE_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WORD = re.compile(r"\w+")


def check_template(
    draft: TemplateDraft, figures: TemplateFigures | None = None
) -> list[TemplateProblem]:
    """Return everything for which the platform would refuse this template, in reading order."""
    return [
        *_check_head(draft),
        *_check_header(draft),
        *_check_body(draft, figures or TemplateFigures()),
        *_check_footer(draft),
        *_check_examples(draft),
        *check_buttons(draft.buttons),
    ]


def template_refusal(error: PlatformError) -> TemplateProblem:
    """Return what the platform's refusal of a template means, at the field that it is about."""
    code = error.subcode if error.subcode in _MAKING else error.code
    told = meaning(code, None)
    return TemplateProblem(
        field=_FIELDS.get(code or 0, ""),
        nl=f"{told.title_nl}. {told.advice_nl}",
        en=f"{told.title_en}. {told.advice_en}",
    )


_MAKING = range(2388000, 2389000)
_FIELDS = MappingProxyType({2388024: "name", 2388293: "body", 2388299: "body"})


def _check_head(draft: TemplateDraft) -> Iterator[TemplateProblem]:
    if not draft.name:
        yield problem("name", "Geef het sjabloon een naam.", "Give the template a name.")
    elif not _NAME.fullmatch(draft.name):
        yield problem(
            "name",
            "Gebruik in de naam alleen kleine letters, cijfers en een laag streepje (_).",
            "Use only small letters, digits and an underscore (_) in the name.",
        )
    yield from too_long("name", draft.name, limits.TEMPLATE_NAME)
    if not _LANGUAGE.fullmatch(draft.language):
        yield problem(
            "language", "Kies de taal van het sjabloon.", "Choose the template's language."
        )
    if draft.category not in CATEGORIES:
        yield problem(
            "category",
            "Kies een categorie: dienstverlening of marketing.",
            "Choose a category: utility or marketing.",
        )


def _check_header(draft: TemplateDraft) -> Iterator[TemplateProblem]:
    if draft.header_format in EXAMPLE_TYPES and not draft.header_example:
        yield problem(
            "header",
            "Kies een voorbeeldbestand. WhatsApp bekijkt dat bij de controle.",
            "Choose an example file. WhatsApp looks at it when reviewing.",
        )
    yield from too_long("header", draft.header, limits.TEMPLATE_HEADER)
    yield from _check_variables("header", draft.header)
    if "\n" in draft.header:
        yield problem(
            "header",
            "De kop past op één regel. Haal de nieuwe regel weg.",
            "The header has one line. Remove the line break.",
        )
    if len(_variables(draft.header)) > 1:
        yield problem(
            "header",
            "De kop mag maar één variabele hebben.",
            "The header may have only one variable.",
        )


def _check_body(draft: TemplateDraft, figures: TemplateFigures) -> Iterator[TemplateProblem]:
    body = draft.body.strip()
    if not body:
        yield problem("body", "Schrijf de tekst van het bericht.", "Write the message's text.")
        return
    yield from too_long("body", draft.body, limits.TEMPLATE_BODY)
    yield from _check_variables("body", draft.body)
    found = list(VARIABLE.finditer(body))
    if found and (found[0].start() == 0 or found[-1].end() == len(body)):
        yield template_refusal(PlatformError(subcode=2388299))
    elif found and not _has_words_enough(body, figures.words_per_variable):
        yield template_refusal(PlatformError(subcode=2388293))
    most = figures.empty_lines
    if re.search(rf"\n([ \t]*\n){{{most + 1}}}", body.replace("\r", "")):
        yield problem(
            "body",
            f"Er staan te veel lege regels onder elkaar. Toegestaan: {most}.",
            f"There are too many empty lines in a row. Allowed: {most}.",
        )


def _check_footer(draft: TemplateDraft) -> Iterator[TemplateProblem]:
    yield from too_long("footer", draft.footer, limits.TEMPLATE_FOOTER)
    if BRACES.search(draft.footer):
        yield problem(
            "footer",
            "De voettekst mag geen variabele hebben.",
            "The footer may not have a variable.",
        )
    if "\n" in draft.footer:
        yield problem(
            "footer",
            "De voettekst past op één regel. Haal de nieuwe regel weg.",
            "The footer has one line. Remove the line break.",
        )


def _check_examples(draft: TemplateDraft) -> Iterator[TemplateProblem]:
    for name in _variables(draft.header, draft.body):
        if not draft.examples.get(name, "").strip():
            yield problem(
                f"examples.{name}",
                f"Geef een voorbeeld van “{name}”. WhatsApp leest dat bij de controle.",
                f"Give an example of “{name}”. WhatsApp reads it when reviewing.",
            )


def _check_variables(field: str, text: str) -> Iterator[TemplateProblem]:
    for name in _variables(text):
        if not _VARIABLE_NAME.fullmatch(name):
            yield problem(
                field,
                f"Schrijf “{name}” met kleine letters; het eerste teken is een letter.",
                f"Write “{name}” in small letters; the first sign is a letter.",
            )
    spaced = any(" " in match[0] for match in VARIABLE.finditer(text))
    if spaced or BRACES.search(VARIABLE.sub("", text)):
        yield problem(
            field,
            "Een variabele ziet er zo uit: {{naam}}. Gebruik geen spaties of streepjes in de naam.",
            "A variable looks like this: {{naam}}. Use no spaces or hyphens in its name.",
        )


def _has_words_enough(body: str, for_each: int) -> bool:
    words = _WORD.findall(VARIABLE.sub(" ", body))
    variables = len(VARIABLE.findall(body))
    return len(words) > for_each * variables
