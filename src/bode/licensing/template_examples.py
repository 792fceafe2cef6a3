"""The example files of templates: what a header may show, for the editor and whoever reviews."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from msgspec.structs import replace

from bode.basics import now
from bode.organisations.actors import Actor
from bode.whatsapp import TemplateDraft, limits
from bode.whatsapp.media_kinds import EXAMPLE_TYPES

from .example_files import check_file
from .models import TemplateExample
from .template_queries import access_account
from .template_writers import require_writer

MOST_BYTES = 16 * limits.MEGABYTE
"""Of an example, whatever the platform takes: it is kept in the database."""
_UNUSED_DAYS = 1


@transaction.atomic
def keep_example(
    actor: Actor, municipality_id: UUID, header_format: str, data: bytes
) -> TemplateExample:
    """Keep a file as the example of a header; the same file is kept once, and longer.

    Raises `FileRefused`, `NumberMissing`.
    """
    require_writer(actor)
    number = access_account(municipality_id)
    kind = header_format.lower()
    most = min(MOST_BYTES, limits.MEDIA_BYTES[kind])
    mime_type = check_file(data, EXAMPLE_TYPES[header_format], most)
    example, _is_new = TemplateExample.objects.update_or_create(
        municipality_id=municipality_id,
        provider_id=number.provider_id,
        sha256=sha256(data).hexdigest(),
        defaults={"kept_at": now()},
        create_defaults={"mime_type": mime_type, "data": data, "kept_at": now()},
    )
    return example


def find_example(municipality_id: UUID, draft: TemplateDraft) -> TemplateExample | None:
    """The example that a draft names, if it fits its header and is the municipality's own."""
    types = EXAMPLE_TYPES.get(draft.header_format, ())
    try:
        example_id = UUID(draft.header_example)
    except ValueError:
        return None
    return TemplateExample.objects.filter(
        id=example_id, municipality_id=municipality_id, mime_type__in=types
    ).first()


def with_known_example(municipality_id: UUID, draft: TemplateDraft) -> TemplateDraft:
    """The same draft, without the name of an example that is none."""
    found = find_example(municipality_id, draft)
    return replace(draft, header_example=str(found.id) if found else "")


def forget_unused() -> None:
    """Let go of examples that nobody put in a template that they saved."""
    before = now() - timedelta(days=_UNUSED_DAYS)
    unused = TemplateExample.objects.filter(templates=None, kept_at__lt=before)
    unused.only("id").delete()  # else every file is read first
