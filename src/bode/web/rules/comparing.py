"""Two versions of the rules side by side, with the words that differ marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from bode.policy import PURPOSES, Era, Example, PurposeVerdict, Rule, Verdict
from bode.web.templatetags.bode import local

from .words import ROUTE_NAMES

_WORDS = re.compile(r"\S+\s*")
_FEW = 3  # words


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Words that stand in both versions, or in this one alone."""

    text: str
    differs: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """What both versions say under one heading."""

    label: str
    old: list[Piece]
    new: list[Piece]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A route or a purpose, or the name, of which something differs."""

    code: str
    """As in `policy.VersionProblem`."""
    name: str
    lines: list[Line]
    allows: bool | None = None
    """What it allows from now on, where that changes."""


def compare(old: Era, new: Era) -> list[Part]:
    """What differs between two versions, in the order in which a version tells it."""
    parts = [_name(old, new)]
    for route, verdict in new.routes.items():
        before = old.routes[route]
        lines = list(_verdict_lines(before, verdict))
        name = str(ROUTE_NAMES[route])
        parts.append(_part(f"route-{route}", name, lines, before, verdict))
    for code, by_purpose in new.purposes.items():
        earlier = old.purposes[code]
        lines = [*_verdict_lines(earlier, by_purpose), *_example_lines(earlier, by_purpose)]
        name = local(PURPOSES[code], "name")
        parts.append(_part(f"purpose-{code}", name, lines, earlier, by_purpose))
    return [part for part in parts if part.lines]


def mark(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, word by word; spaces go with the words before them.

    A word or two that are the same amid other words are taken with those: that reads better.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    olds: list[Piece] = []
    news: list[Piece] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        is_amid = i1 > 0 and i2 < len(before) and i2 - i1 < _FEW
        differs = kind != "equal" or is_amid
        _add(olds, "".join(before[i1:i2]), differs=differs)
        _add(news, "".join(after[j1:j2]), differs=differs)
    return olds, news


def _add(pieces: list[Piece], text: str, *, differs: bool) -> None:
    if pieces and pieces[-1].differs == differs:
        text = pieces.pop().text + text
    if text:
        pieces.append(Piece(text=text, differs=differs))


def _part(
    code: str,
    name: str,
    lines: list[Line],
    old: Verdict | PurposeVerdict,
    new: Verdict | PurposeVerdict,
) -> Part:
    allows = new.allowed if new.allowed != old.allowed else None
    return Part(code=code, name=name, lines=lines, allows=allows)


def _name(old: Era, new: Era) -> Part:
    lines = [
        *_line(_("In het Nederlands"), old.name_nl, new.name_nl),
        *_line(_("In het Engels"), old.name_en, new.name_en),
    ]
    return Part(code="name", name=_("Naam van de versie"), lines=lines)


def _verdict_lines(old: Verdict | PurposeVerdict, new: Verdict | PurposeVerdict) -> Iterator[Line]:
    words = {True: _("Toegestaan"), False: _("Niet toegestaan")}
    yield from _line(_("Mag dit?"), words[old.allowed], words[new.allowed])
    yield from _rule_lines(old.rule, new.rule)


def _rule_lines(old: Rule, new: Rule) -> Iterator[Line]:
    yield from _line(_("Regel"), old.nl, new.nl)
    yield from _line(_("Regel in het Engels"), old.en, new.en)
    yield from _line(_("Bron"), old.source.nl, new.source.nl)
    yield from _line(_("Bron in het Engels"), old.source.en, new.source.en)


def _example_lines(old: PurposeVerdict, new: PurposeVerdict) -> Iterator[Line]:
    yield from _line(_("Valt eronder"), _listed(old.inside), _listed(new.inside))
    yield from _line(_("Valt er niet onder"), _listed(old.outside), _listed(new.outside))


def _listed(examples: tuple[Example, ...]) -> str:
    return "\n".join(
        " – ".join(part for part in (each.nl, each.why_nl, each.en, each.why_en) if part)
        for each in examples
    )


def _line(label: str, old: str, new: str) -> Iterator[Line]:
    if old != new:
        olds, news = mark(old, new)
        yield Line(label=label, old=olds, new=news)
