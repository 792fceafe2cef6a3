"""Where a name stands in a Dutch list: ’s-Hertogenbosch under the H, Súdwest-Fryslân near Sluis."""

from __future__ import annotations

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Lower

_ACCENT = "[\u0300-\u036f]"
_SHORT_ARTICLE = "^['’][st][- ]"


class _Decomposed(Func):
    """Each accent becomes a character of its own."""

    template = "normalize(%(expressions)s, NFD)"
    output_field = CharField()


def by_name(field: str = "name") -> Func:
    """What a list by name is ordered by; `field` leads to the name."""
    letters = _Decomposed(Lower(F(field)))
    ignored = Value(f"{_SHORT_ARTICLE}|{_ACCENT}")
    return Func(
        letters,
        ignored,
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )
