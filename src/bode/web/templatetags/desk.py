"""What of the desk is put together before it stands on a page."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from bode.conversations.search.marking import Piece
from bode.web.desk.rows import Row, row_html

register = template.Library()


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
