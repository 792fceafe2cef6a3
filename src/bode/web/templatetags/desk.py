"""What of the desk is put together before it stands on a page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from bode.conversations.search.marking import Piece
from bode.web.desk.bubbles import Bubble
from bode.web.desk.rows import Row, row_html

register = template.Library()

MESSAGES_KEPT = 4_000  # as HTML, of two kilobytes each
CONVERSATIONS_KEPT = 1_000  # as addresses


@register.simple_tag
def row(shown: Row, query: str, open_id: UUID | None) -> SafeString:
    """A conversation in the list."""
    return row_html(shown, query, is_open=shown.id == open_id)


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """What was found, with the words that were asked for marked."""
    shapes = {True: ("<mark>", "</mark>"), False: ("", "")}
    parts = ((*map(mark_safe, shapes[each.is_marked]), each.text) for each in pieces)
    return format_html("<bdi>{}</bdi>", format_html_join("", "{0}{2}{1}", parts))


@register.simple_tag(takes_context=True)
def message(context: Context, bubble: Bubble) -> SafeString:
    """A message in the conversation. Most stay the same from one look at it to the next."""
    is_here = bubble.conversation_id == context["conversation"].id
    if not bubble.has_forms:
        return _message_html(bubble, is_here, get_language())
    shown = what_shows(bubble, is_here=is_here)
    return render_to_string("desk/message.html", shown, request=context.get("request"))


@lru_cache(maxsize=MESSAGES_KEPT)
def _message_html(bubble: Bubble, is_here: bool, _language: str) -> SafeString:
    return render_to_string("desk/message.html", what_shows(bubble, is_here=is_here))


def what_shows(bubble: Bubble, *, is_here: bool) -> dict[str, Any]:
    """What a message's template needs; `is_here`: an answer to it can be written on the page."""
    page, extra = _places(bubble.conversation_id)
    return {"bubble": bubble, "is_here": is_here, "page": page, "extra": extra}


@lru_cache(maxsize=CONVERSATIONS_KEPT)
def _places(conversation_id: UUID) -> tuple[str, str]:
    """Where an answer is written, and where something else than words is."""
    asked = [conversation_id]
    return reverse("conversation", args=asked), reverse("extra_fields", args=asked)
