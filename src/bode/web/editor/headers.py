"""What stands above a message: the fields of the editor for it, and its example file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from bode.licensing.errors import FileRefused
from bode.licensing.models import TemplateExample
from bode.licensing.template_checking import Finding
from bode.licensing.template_examples import MOST_BYTES, keep_example
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest, allow
from bode.web.example_files import why_refused
from bode.web.saving import keep_from_acting
from bode.whatsapp import TemplateDraft, limits
from bode.whatsapp.media_kinds import EXAMPLE_TYPES
from bode.whatsapp.template_drafts import HEADER_FORMATS, TEXT

_FILE, _EXAMPLE, _TROUBLE = "header-file", "header-example", "header-trouble"
_KINDS = {
    "": gettext_noop("Geen kop"),
    "TEXT": gettext_noop("Tekst"),
    "IMAGE": gettext_noop("Foto"),
    "VIDEO": gettext_noop("Video"),
    "DOCUMENT": gettext_noop("Document"),
    "LOCATION": gettext_noop("Plaats op de kaart"),
}
_FITS = {
    "IMAGE": gettext_noop("Een JPEG of PNG van hooguit %(megabytes)s MB."),
    "VIDEO": gettext_noop("Een MP4 van hooguit %(megabytes)s MB."),
    "DOCUMENT": gettext_noop("Een PDF van hooguit %(megabytes)s MB."),
}


@dataclass(frozen=True, kw_only=True)
class HeaderFields:
    """What was chosen for a header. What another kind had stays, to be chosen again."""

    kind: str = ""
    """One of the formats of a header; empty: none."""
    text: str = ""
    example: str = ""
    """The id of an example file."""
    trouble: Sequence[Finding] = ()
    """Why a file was not kept."""

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds to choose from, with their names."""
        return [(kind, _(name)) for kind, name in _KINDS.items()]

    @property
    def shows_file(self) -> bool:
        return self.kind in EXAMPLE_TYPES

    @property
    def shown(self) -> str:
        """By what one sees whether the fields on the page are still the right ones."""
        return f"{self.kind}:{self.example}"

    @property
    def accept(self) -> str:
        return ",".join(EXAMPLE_TYPES.get(self.kind, ()))

    @property
    def fits(self) -> str:
        """Which files do."""
        most = min(MOST_BYTES, limits.MEDIA_BYTES[self.kind.lower()])
        return _(_FITS[self.kind]) % {"megabytes": most // limits.MEGABYTE}


NO_HEADER = HeaderFields()


def read_header(form: Mapping[str, str], language: str) -> HeaderFields:
    """What was chosen and typed for the header in a language."""
    kind = form.get(f"{language}-header-kind", TEXT)
    trouble = form.get(f"{language}-{_TROUBLE}", "")
    return HeaderFields(
        kind=kind if kind in HEADER_FORMATS else "",
        text=form.get(f"{language}-header", "").strip(),
        example=_read_id(form.get(f"{language}-{_EXAMPLE}", "")),
        trouble=[Finding(field="header", told_nl=trouble, told_en=trouble)] if trouble else (),
    )


def _read_id(given: str) -> str:
    try:
        return str(UUID(given))
    except ValueError:
        return ""


def header_fields_of(draft: TemplateDraft) -> HeaderFields:
    """The fields for the header of a text that there is."""
    is_none = draft.header_format == TEXT and not draft.header
    return HeaderFields(
        kind="" if is_none else draft.header_format,
        text=draft.header,
        example=draft.header_example,
    )


def keep_files(
    actor: Actor,
    municipality_id: UUID,
    form: Mapping[str, str],
    files: Mapping[str, Any],
) -> dict[str, str]:
    """Keep the files that came with the form; return the form with their ids, or with what is wrong
    with them.
    """
    kept = {name: value for name, value in form.items() if not name.endswith(_TROUBLE)}
    for field, file in files.items():
        language = field.removesuffix(f"-{_FILE}")
        kind = form.get(f"{language}-header-kind", "")
        if kind not in EXAMPLE_TYPES:
            continue
        try:
            example = keep_example(actor, municipality_id, kind, file.read(MOST_BYTES + 1))
        except FileRefused as refused:
            kept[f"{language}-{_TROUBLE}"] = why_refused(refused)
        else:
            kept[f"{language}-{_EXAMPLE}"] = str(example.id)
    return kept


def share_examples(form: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    """The form in which a language without a file of its own has that of another, of one kind."""
    shared = dict(form)
    for language in languages:
        kind = form.get(f"{language}-header-kind", "")
        if kind not in EXAMPLE_TYPES or form.get(f"{language}-{_EXAMPLE}"):
            continue
        for other in languages:
            example = form.get(f"{other}-{_EXAMPLE}", "")
            if example and form.get(f"{other}-header-kind") == kind:
                shared[f"{language}-{_EXAMPLE}"] = example
    return shared


@require_safe
@allow("administrator", "account_manager")
def template_example(request: ActingRequest, example_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The picture that is the example of a header."""
    pictures = TemplateExample.objects.filter(mime_type__in=EXAMPLE_TYPES["IMAGE"])
    found = get_object_or_404(pictures, id=example_id)
    response = HttpResponse(bytes(found.data), content_type=found.mime_type)
    keep_from_acting(response)
    return response
