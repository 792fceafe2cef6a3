"""What of the desk is put together before it stands on a page."""

from __future__ import annotations

from uuid import UUID

from django import template
from django.utils.safestring import SafeString

from bode.web.desk.rows import Row, row_html

register = template.Library()


@register.simple_tag
def row(shown: Row, query: str, open_id: UUID | None) -> SafeString:
    """A conversation in the list."""
    return row_html(shown, query, is_open=shown.id == open_id)
