"""What an export holds: each file's rows, read in a stream, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Expression, Model, QuerySet

from bode.conversations.areas import areas_of
from bode.conversations.consent_emails import EMAIL
from bode.conversations.models import (
    Consent,
    ConsentWording,
    Contact,
    ContactEvent,
    Conversation,
    Keyword,
    Media,
    MediaState,
    Message,
    MessageVersion,
    PurposeChange,
    Reaction,
    Upload,
)
from bode.conversations.naming import files_named
from bode.licensing.models import Licence, PhoneNumber, Template

Row = dict[str, Any]
_CHUNK = 1000  # rows in memory at a time


@dataclass(frozen=True, kw_only=True)
class Part:
    """One file of an export: its name, what is in it, and its rows."""

    name: str
    about: str
    """In Dutch, for who opens the file."""
    rows: Callable[[UUID], Iterator[Row]]


def list_files(municipality_id: UUID) -> Iterator[tuple[str, str]]:
    """The attachments that are kept: their keys, and their names in an export; each once."""
    kept = Media.objects.filter(municipality_id=municipality_id, state=MediaState.STORED)
    sent = Upload.objects.filter(municipality_id=municipality_id, named_at__isnull=False)
    keys = kept.values_list("key", flat=True).union(sent.values_list("key", flat=True))
    for key in keys.order_by("key").iterator(chunk_size=_CHUNK):
        yield key, file_name(key)


def file_name(key: str) -> str:
    """Where an attachment stands in an export."""
    return f"bijlagen/{key.rpartition('/')[2]}"


def _numbers(municipality_id: UUID) -> Iterator[Row]:
    for number in rows_of(PhoneNumber, municipality_id, "provider", defer=("access_token",)):
        yield {
            "number": number.display_number,
            "phone_number_id": number.platform_id,
            "waba_id": number.account_id,
            "provider": number.provider.code,
            "licence": str(number.licence_id),
            "display_name": number.display_name,
        }


def _licences(municipality_id: UUID) -> Iterator[Row]:
    for licence in rows_of(Licence, municipality_id, "provider"):
        yield {
            "id": str(licence.id),
            "provider": licence.provider.code,
            "status": licence.status,
            "purposes": licence.purposes,
            "valid_from": _iso(licence.valid_from),
            "valid_to": _iso(licence.ended_at or licence.valid_to),
            "history": [
                {
                    "at": _iso(event.at),
                    "what": event.what,
                    "by": event.by,
                    "status": event.status,
                    "cause": event.cause,
                    "reason": event.evidence,
                    "facts": event.facts,
                }
                for event in licence.events.all()
            ],
        }


def _templates(municipality_id: UUID) -> Iterator[Row]:
    for template in rows_of(Template, municipality_id):
        yield {
            "name": template.name,
            "language": template.language,
            "category": template.category,
            "parameter_format": template.parameter_format,
            "components": template.components,
            "status": template.status,
            "purpose": template.purpose,
            "waba_id": template.account_id,
        }


def _consents(municipality_id: UUID) -> Iterator[Row]:
    for consent in rows_of(Consent, municipality_id, prefetch=("areas",), also={"email": EMAIL}):
        yield {
            "address": consent.address,
            "purpose": consent.purpose,
            "wording": consent.wording,
            "source": consent.source,
            "given_at": _iso(consent.given_at if consent.was_given else None),
            "how": consent.how,
            "recorded_by": consent.recorded_by,
            "given_in": _id(consent.given_in_id),
            "renewed_at": _iso(consent.renewed_at),
            "withdrawn_at": _iso(consent.withdrawn_at),
            "withdrawn_how": consent.withdrawn_how,
            "withdrawn_by": consent.withdrawn_by,
            "withdrawn_in": _id(consent.withdrawn_in_id),
            "areas": ", ".join(areas_of(consent)),
            "email": consent.email,
        }


def _wordings(municipality_id: UUID) -> Iterator[Row]:
    for wording in rows_of(ConsentWording, municipality_id):
        yield {
            "purpose": wording.purpose,
            "language": wording.language,
            "text": wording.text,
            "by": wording.actor,
            "at": _iso(wording.at),
        }


def _keywords(municipality_id: UUID) -> Iterator[Row]:
    for keyword in rows_of(Keyword, municipality_id):
        yield {
            "word": keyword.word,
            "purpose": keyword.purpose,
            "area": keyword.area,
            "language": keyword.language,
            "by": keyword.actor,
            "at": _iso(keyword.at),
        }


def _contacts(municipality_id: UUID) -> Iterator[Row]:
    found = rows_of(Contact, municipality_id, "marketing", prefetch=("identities", "events"))
    for contact in found:
        marketing = getattr(contact, "marketing", None)
        yield {
            "id": str(contact.id),
            "name": contact.name,
            "username": contact.username,
            "language": contact.language,
            "identities": [
                {"kind": each.kind, "value": each.value} for each in contact.identities.all()
            ],
            "wants_marketing": marketing.wanted if marketing is not None else None,
            "known_since": _iso(contact.created_at),
            "history": [_happened(each) for each in contact.events.all()],
        }


def _happened(event: ContactEvent) -> Row:
    return {
        "kind": event.kind,
        "identity_kind": event.identity_kind,
        "value": event.value,
        "by": event.actor,
        "reason": event.reason,
        "at": _iso(event.at),
    }


def _conversations(municipality_id: UUID) -> Iterator[Row]:
    found = rows_of(Conversation, municipality_id, "number", defer=("number__access_token",))
    for conversation in found:
        yield {
            "id": str(conversation.id),
            "contact": str(conversation.contact_id),
            "number": conversation.number.display_number,
            "status": conversation.status,
            "purpose": conversation.purpose,
            "purpose_from": conversation.purpose_from,
            "language": conversation.language,
            "language_from": conversation.language_from,
            "last_message_at": _iso(conversation.last_message_at),
        }


def _messages(municipality_id: UUID) -> Iterator[Row]:
    for message in rows_of(Message, municipality_id, "media"):
        media = getattr(message, "media", None)
        yield {
            "id": str(message.id),
            "conversation": str(message.conversation_id),
            "direction": message.direction,
            "type": message.type,
            "text": message.text,
            "content": message.content,
            "purpose": message.purpose,
            "author": message.author_name,
            "status": message.status,
            "error_code": message.error_code,
            "wamid": message.wamid,
            "reply_to": _id(message.reply_to_id),
            **{name: _iso(getattr(message, name)) for name in _TIMES},
            "file": _file(media) if media is not None else None,
            "files": _files(message),
        }


_TIMES = (
    "at",
    "accepted_at",
    "sent_at",
    "delivered_at",
    "read_at",
    "failed_at",
    "edited_at",
    "revoked_at",
)


def _file(media: Media) -> Row:
    return {
        "path": file_name(media.key) if media.key else None,
        "mime_type": media.mime_type,
        "filename": media.filename,
        "size": media.size,
        "sha256": media.sha256,
        "state": media.state,
    }


def _files(message: Message) -> list[Row]:
    """What we sent along in the cards of a carousel, in their order; else none."""
    named = files_named(message.type, message.content)
    if len(named) < 2:  # it is the message's own file
        return []
    uploads = Upload.objects.in_bulk([each.id for each in named])
    return [
        {
            "path": file_name(uploads[each.id].key),
            "mime_type": uploads[each.id].mime_type,
            "filename": uploads[each.id].filename,
            "size": uploads[each.id].size,
            "sha256": uploads[each.id].sha256,
        }
        for each in named
        if each.id in uploads
    ]


def _purpose_changes(municipality_id: UUID) -> Iterator[Row]:
    for change in rows_of(PurposeChange, municipality_id):
        yield {
            "conversation": str(change.conversation_id),
            "purpose_before": change.purpose_before,
            "purpose": change.purpose,
            "reason": change.reason,
            "by": change.actor,
            "at": _iso(change.at),
        }


def _versions(municipality_id: UUID) -> Iterator[Row]:
    for version in rows_of(MessageVersion, municipality_id):
        yield {
            "message": str(version.message_id),
            "text": version.text,
            "content": version.content,
            "at": _iso(version.at),
        }


def _reactions(municipality_id: UUID) -> Iterator[Row]:
    for reaction in rows_of(Reaction, municipality_id):
        yield {
            "message": str(reaction.message_id),
            "direction": reaction.direction,
            "emoji": reaction.emoji,
            "at": _iso(reaction.at),
        }


def rows_of(
    model: type[Model],
    municipality_id: UUID,
    *related: str,
    prefetch: tuple[str, ...] = (),
    defer: tuple[str, ...] = (),
    also: Mapping[str, Expression] = MappingProxyType({}),
) -> Iterator[Any]:
    """A municipality's rows in the order in which they were made, a thousand at a time."""
    found: QuerySet[Any] = model._default_manager.filter(municipality_id=municipality_id)
    found = found.select_related(*related) if related else found
    found = found.prefetch_related(*prefetch).defer(*defer).annotate(**also).order_by("pk")
    return found.iterator(chunk_size=_CHUNK)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _id(row_id: UUID | None) -> str | None:
    return str(row_id) if row_id is not None else None


def add_parts(*parts: Part) -> None:
    """Let a room above put what it keeps in an export too; called once when Django starts."""
    PARTS.extend(parts)


PARTS = [
    Part(name="nummers.csv", about="uw telefoonnummers en hun id’s bij WhatsApp", rows=_numbers),
    Part(name="vergunningen.jsonl", about="uw vergunningen en hun geschiedenis", rows=_licences),
    Part(
        name="sjablonen.jsonl",
        about="uw sjablonen, in de vorm waarin WhatsApp ze aanneemt",
        rows=_templates,
    ),
    Part(
        name="toestemmingen.csv",
        about="wie waarvoor toestemming gaf: de woorden, wanneer en hoe, en het e-mailadres",
        rows=_consents,
    ),
    Part(
        name="toestemmingsvragen.jsonl",
        about="met welke eigen woorden u om toestemming vroeg, en sinds wanneer",
        rows=_wordings,
    ),
    Part(
        name="aanmeldwoorden.jsonl",
        about="met welke woorden inwoners zich aanmelden, en waarvoor",
        rows=_keywords,
    ),
    Part(name="inwoners.jsonl", about="wie de inwoners zijn die u schreven", rows=_contacts),
    Part(name="gesprekken.jsonl", about="de gesprekken", rows=_conversations),
    Part(
        name="doelwijzigingen.jsonl",
        about="welk gesprek een ander doel kreeg, waarom en van wie",
        rows=_purpose_changes,
    ),
    Part(name="berichten.jsonl", about="de berichten in die gesprekken", rows=_messages),
    Part(name="eerdere-teksten.jsonl", about="wat bewerkte berichten eerst zeiden", rows=_versions),
    Part(name="reacties.jsonl", about="de emoji’s bij berichten", rows=_reactions),
]
