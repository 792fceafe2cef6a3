"""How a municipality's standing is said in words."""

from __future__ import annotations

from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bode.monitor.choosing import Choice
from bode.monitor.claims import Certainty, Claim, Source, certainty_name, source_name
from bode.monitor.grouping import purpose_name
from bode.monitor.towns import Standing, size_name
from bode.monitor.uses import use_name


def describe(standing: Standing) -> str:
    """All that a hexagon shows, for who doesn't see it: “Utrecht: vergunning via een BSP, …”."""
    claim = standing.claim
    parts = [f"{standing.town.name}: {use_name(standing.use)}"]
    if claim is not None:
        parts += [claim.provider] if claim.provider else []
        parts += [_("bron: %(source)s") % {"source": describe_source(claim)}]
    if standing.is_invented:
        parts += [_("verzonnen")]
    return ", ".join(parts)


def describe_choice(choice: Choice) -> str:
    """Which municipalities a picture is about; empty where it is about all."""
    parts = (
        choice.province,
        size_name(choice.size) if choice.size else "",
        use_name(choice.use) if choice.use else "",
        choice.provider,
        purpose_name(choice.purpose) if choice.purpose else "",
    )
    return " · ".join(part for part in parts if part)


def describe_part(choice: Choice) -> str:
    """Which municipalities a picture of shares is about, and of which whole they are a part."""
    asked = describe_choice(choice)
    if not choice.asks_use:
        return asked
    if choice.asks_place:
        whole = _("als deel van alle gemeenten van deze provincie of grootte")
    else:
        whole = _("als deel van alle gemeenten")
    return f"{asked}, {whole}"


def describe_source(claim: Claim) -> str:
    """From where it is known, of which day, and how surely."""
    return _describe_source(claim.source, claim.certainty, get_language() or "")


@lru_cache(maxsize=4096)  # a file or a round says the same of hundreds of municipalities
def _describe_source(source: Source, certainty: Certainty, language: str) -> str:  # noqa: ARG001
    return _("%(kind)s (%(name)s), %(day)s, %(certainty)s") % {
        "kind": source_name(source.kind),
        "name": source.name,
        "day": formats.date_format(source.day, "j F Y"),
        "certainty": certainty_name(certainty),
    }
