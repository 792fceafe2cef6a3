"""In which language a call is answered."""

from __future__ import annotations

from django.utils.translation import get_language


def is_english() -> bool:
    """Whether Accept-Language prefers English; everyone else is answered in Dutch."""
    return (get_language() or "").startswith("en")


def told(nl: str, en: str) -> str:
    """The text in the language of this call."""
    return en if is_english() else nl
