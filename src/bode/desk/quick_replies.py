"""Ready answers: written once, shared with the municipality or a team, found by a short name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from bode import policy
from bode.basics import now
from bode.conversations.languages import DUTCH
from bode.language.recognising import LANGUAGES
from bode.organisations.actors import Actor
from bode.organisations.models import Team

from .errors import ReplyWrong
from .models import QuickReply

MAY_MANAGE = ("agent", "administrator")
LONGEST = 4096
"""Characters of a message, as WhatsApp takes it."""
_SHORTCUT = re.compile(r"[a-z0-9à-ÿ][a-z0-9à-ÿ_-]{0,29}")


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What someone filled in for a ready answer."""

    shortcut: str
    language: str
    title: str
    body: str
    purpose: str = ""
    team_id: UUID | None = None


def save_reply(actor: Actor, wording: Wording, reply_id: UUID | None = None) -> QuickReply:
    """Write a ready answer, or change one. Raises `ReplyWrong`."""
    actor.require(*MAY_MANAGE)
    shortcut = wording.shortcut.strip().lower().removeprefix("/")
    _check(wording, shortcut)
    reply = QuickReply() if reply_id is None else QuickReply.objects.get(id=reply_id)
    reply.municipality_id = actor.organisation_id
    reply.team_id = wording.team_id
    reply.shortcut, reply.language, reply.purpose = shortcut, wording.language, wording.purpose
    reply.title, reply.body = wording.title.strip(), wording.body.replace("\r\n", "\n").strip()
    reply.author, reply.changed_at = actor.name, now()
    try:
        with transaction.atomic():
            reply.save()
    except IntegrityError as twice:
        raise ReplyWrong("shortcut", "taken") from twice
    return reply


def delete_reply(actor: Actor, reply_id: UUID) -> None:
    """Nobody finds this answer any more; what was sent with it stays as it is."""
    actor.require(*MAY_MANAGE)
    QuickReply.objects.get(id=reply_id).delete()


def access_reply(reply_id: UUID) -> QuickReply:
    """One ready answer in scope; raises `QuickReply.DoesNotExist`."""
    return QuickReply.objects.get(id=reply_id)


def list_replies(actor: Actor) -> QuerySet[QuickReply]:
    """Every ready answer of the municipality, by short name."""
    found = QuickReply.objects.filter(municipality=actor.organisation_id)
    return found.select_related("team").order_by("shortcut", "language")


def find_replies(
    actor: Actor, begin: str, *, language: str, purpose: str, limit: int = 8
) -> list[QuickReply]:
    """What an agent may use, by how its short name or title begins.

    Those in the citizen's language come first, then the Dutch ones; of these those for what the
    conversation is about.
    """
    teams = Team.objects.filter(members__person=actor.person_id)
    found = list_replies(actor).filter(Q(team=None) | Q(team__in=teams))
    if begin := begin.strip():
        found = found.filter(Q(shortcut__istartswith=begin) | Q(title__icontains=begin))
    wanted = (language or DUTCH, DUTCH)

    def worth(reply: QuickReply) -> tuple[int, bool, bool, str]:
        is_other = bool(reply.purpose) and reply.purpose != purpose
        begins = reply.shortcut.startswith(begin.lower())
        far = wanted.index(reply.language) if reply.language in wanted else len(wanted)
        return (far, not begins, is_other, reply.shortcut)

    return sorted(found[:200], key=worth)[:limit]


def _check(wording: Wording, shortcut: str) -> None:
    if not _SHORTCUT.fullmatch(shortcut):
        raise ReplyWrong("shortcut", "shape")
    if wording.language not in LANGUAGES:
        raise ReplyWrong("language", "unknown")
    if wording.purpose and not _is_allowed(wording.purpose):
        raise ReplyWrong("purpose", "unknown")
    for field, text, longest in (("title", wording.title, 80), ("body", wording.body, LONGEST)):
        if not text.strip():
            raise ReplyWrong(field, "empty")
        if len(text) > longest:
            raise ReplyWrong(field, "too_long")


def _is_allowed(code: str) -> bool:
    return code in policy.PURPOSES and policy.PURPOSES[code].allowed
