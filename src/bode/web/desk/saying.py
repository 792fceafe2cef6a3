"""What a message says in words: in its bubble, and in one line elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.basics import in_order
from bode.conversations.models import Message
from bode.conversations.reading import preview_of, preview_type_of
from bode.web.formatting import without_marks

from .details import (
    CALL_PERMISSION,
    FORM,
    WELCOME,
    elsewhere_text,
    permission_text,
    system_text,
)
from .hiding import hide_in_line

_REVOKED = gettext_noop("Dit bericht is ingetrokken.")
_NAMES = {
    "image": gettext_noop("Foto"),
    "sticker": gettext_noop("Sticker"),
    "video": gettext_noop("Video"),
    "audio": gettext_noop("Geluidsbericht"),
    "document": gettext_noop("Document"),
    "location": gettext_noop("Locatie"),
    "contacts": gettext_noop("Contactgegevens"),
    "template": gettext_noop("Sjabloon"),
    "order": gettext_noop("Bestelling"),
    "reaction": gettext_noop("Reactie"),
    "nfm_reply": FORM,
    "call_permission_reply": CALL_PERMISSION,
    "request_welcome": WELCOME,
    "system": gettext_noop("Melding van WhatsApp"),
    "revoke": _REVOKED,
}
# What the platform words: in English, and not of the citizen.
_WITHOUT_WORDS = {"system", "nfm_reply", "call_permission_reply"}
_OTHERWISE = gettext_noop("Bericht")


def name_of(message: Message) -> str:
    """What a message says in one line: its words, its file's name, or what kind of thing it is."""
    if message.revoked_at:
        return _(_REVOKED)
    kind = preview_type_of(message.type, message.content)
    return in_one_line(kind, preview_of(message.text, message.content))


def in_one_line(kind: str, words: str) -> str:
    """The same of a conversation's latest message, of which only so much is kept.

    What is private in it is masked, whoever wrote it; marks stand for nothing here.
    """
    said = "" if kind in _WITHOUT_WORDS else words
    return without_marks(hide_in_line(in_order(said))) or _(_NAMES.get(kind, _OTHERWISE))


def text_to_show(message: Message) -> str:
    """The words to show: not the platform's own, nor the name of a file or place a second time."""
    content = message.content if isinstance(message.content, Mapping) else {}
    match preview_type_of(message.type, content):
        case "system":
            return system_text(content)
        case "request_welcome":
            return _(WELCOME)
        case "nfm_reply":
            return _(FORM)
        case "call_permission_reply":
            return permission_text(content)
        case "unsupported":
            return elsewhere_text(content)
        case "location":
            return ""
    return "" if message.text == content.get("filename") else message.text
