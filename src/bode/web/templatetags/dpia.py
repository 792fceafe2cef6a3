"""How what belongs to a DPIA reads on a page."""

from __future__ import annotations

from django import template
from django.forms import BoundField, RadioSelect

from bode.licensing.dpia.states import Verdict
from bode.web.dpia import words

register = template.Library()
register.filter(words.verdict_name)
register.filter(words.outcome_name)


@register.filter
def verdict_tone(verdict: str) -> str:
    return words.VERDICT_TONES[Verdict(verdict)]


@register.filter
def is_radio(field: BoundField) -> bool:
    """Whether a field is answered by choosing one of the buttons."""
    return isinstance(field.field.widget, RadioSelect)
