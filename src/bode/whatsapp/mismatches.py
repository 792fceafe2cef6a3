"""Whether what a send fills in fits its template, and if not: what, where, and in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bode.whatsapp import limits
from bode.whatsapp.button_mismatches import button_mismatch
from bode.whatsapp.fields import Field
from bode.whatsapp.limits import TemplateFigures
from bode.whatsapp.template_sends import (
    COMPONENTS,
    TEXTS,
    Mismatch,
    filled_part,
    given_parts,
    given_values,
    words_of,
)
from bode.whatsapp.templates import (
    NAMED,
    TemplateShape,
    header_parameters_of,
    parameters_of,
)

_FILES = ("image", "video", "document", "location")
_PARTS = {"header": ("kop", "header"), "body": ("tekst", "body")}
_LONGEST = {"header": limits.TEMPLATE_HEADER, "body": limits.TEMPLATE_BODY}


def mismatch(
    shape: TemplateShape, template_send: Mapping[str, Any], figures: TemplateFigures | None = None
) -> Mismatch | None:
    """Say what of a send doesn't fit the template, the first that is found; None when all fits."""
    return (
        _part_mismatch(template_send)
        or _text_mismatch(shape, parameters_of(shape.components), template_send, "body")
        or _header_mismatch(shape, template_send)
        or button_mismatch(shape.components, given_parts(template_send, "button"))
        or _length_mismatch(shape, template_send)
        or _layout_mismatch(template_send, (figures or TemplateFigures()).spaces)
    )


def _part_mismatch(template_send: Mapping[str, Any]) -> Mismatch | None:
    for part, (nl, en) in _PARTS.items():
        for again in given_parts(template_send, part)[1:]:
            return Mismatch(
                field=again.name,
                nl=f"De {nl} is meer dan één keer gegeven.",
                en=f"The {en} is given more than once.",
            )
    return None


def _header_mismatch(shape: TemplateShape, template_send: Mapping[str, Any]) -> Mismatch | None:
    needed = header_parameters_of(shape.components)
    kind = needed[0] if needed else ""
    if kind not in _FILES:
        return _text_mismatch(shape, needed, template_send, "header")
    given = given_values(template_send, "header")
    if len(given) != 1 or given[0]["type"].value != kind or not given[0][kind].value:
        return Mismatch(
            field=given[0].name if len(given) == 1 else _place(template_send, "header"),
            nl=f"De kop van dit sjabloon heeft precies één bestand nodig van de soort “{kind}”.",
            en=f"The header of this template needs exactly one file of the kind “{kind}”.",
        )
    return None


def _text_mismatch(
    shape: TemplateShape, needed: Sequence[str], template_send: Mapping[str, Any], part: str
) -> Mismatch | None:
    given = given_values(template_send, part)
    place = _place(template_send, part)
    named = shape.parameter_format.upper() == NAMED
    problem = (
        _name_mismatch(needed, given, place) if named else _count_mismatch(needed, given, place)
    )
    if problem:
        return problem
    names = [str(one["parameter_name"].value) for one in given] if named else needed
    told = (_value_mismatch(name, one) for name, one in zip(names, given, strict=True))
    return next(filter(None, told), None)


def _count_mismatch(needed: Sequence[str], given: Sequence[Field], place: str) -> Mismatch | None:
    if len(given) == len(needed):
        return None
    return Mismatch(
        field=place,
        nl=f"Dit sjabloon heeft {len(needed)} waarden nodig; het zijn er {len(given)}.",
        en=f"This template needs {len(needed)} values; there are {len(given)}.",
    )


def _name_mismatch(needed: Sequence[str], given: Sequence[Field], place: str) -> Mismatch | None:
    by_name: dict[Any, Field] = {}
    for one in given:
        name = one["parameter_name"].value
        if name not in needed:
            continue
        if name in by_name:
            return Mismatch(
                field=one.name,
                nl=f"De waarde “{name}” is meer dan één keer gegeven.",
                en=f"The value “{name}” is given more than once.",
            )
        by_name[name] = one
    for name in needed:
        if name not in by_name:
            return Mismatch(
                field=place,
                nl=f"De waarde “{name}” ontbreekt.",
                en=f"The value “{name}” is missing.",
            )
    for one in given:
        name = one["parameter_name"].value
        if name not in needed:
            return Mismatch(
                field=one["parameter_name"].name,
                nl=f"Dit sjabloon kent geen waarde “{name}”.",
                en=f"This template has no value “{name}”.",
            )
    return None


def _value_mismatch(name: str, given: Field) -> Mismatch | None:
    if given["type"].value not in TEXTS:
        return Mismatch(
            field=given["type"].name,
            nl=f"De waarde “{name}” moet een tekst zijn.",
            en=f"The value “{name}” must be a text.",
        )
    if not (words_of(given) or "").strip():
        return Mismatch(
            field=given.name, nl=f"De waarde “{name}” is leeg.", en=f"The value “{name}” is empty."
        )
    return None


def _length_mismatch(shape: TemplateShape, template_send: Mapping[str, Any]) -> Mismatch | None:
    for part, (nl, en) in _PARTS.items():
        most = _LONGEST[part]
        if len(filled_part(shape, template_send, part) or "") > most:
            return Mismatch(
                field=_place(template_send, part),
                nl=f"De {nl} wordt met deze waarden te lang: hoogstens {most} tekens.",
                en=f"The {en} becomes too long with these values: {most} characters at most.",
            )
    return None


def _layout_mismatch(template_send: Mapping[str, Any], most: int) -> Mismatch | None:
    for part in ("body", "header"):
        for place, one in enumerate(given_values(template_send, part), start=1):
            if re.search(rf"[\n\r\t]| {{{most + 1}}}", words_of(one) or ""):
                name = one["parameter_name"].value or place
                return Mismatch(
                    field=one.name,
                    nl=f"De waarde “{name}” mag geen nieuwe regel of tab hebben, en niet meer dan "
                    f"{most} spaties achter elkaar.",
                    en=f"The value “{name}” may have no new line or tab, and no more than {most} "
                    "spaces in a row.",
                )
    return None


def _place(template_send: Mapping[str, Any], part: str) -> str:
    """Where the values of a part stand, or would have to."""
    given = given_parts(template_send, part)
    return given[0]["parameters"].name if given else COMPONENTS
