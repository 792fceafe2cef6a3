"""A version of the rules as plain data, to keep and to read again; and what none may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from .eras import NOW, Era, PurposeVerdict, Verdict
from .purposes import PURPOSES
from .rules import Source

NAME = "name"
ROUTE = "route-"
PURPOSE = "purpose-"

_OUTSIDE_CONTENT = ("code", "first_day", "last_day", "reckoned_nl", "reckoned_en")


class VersionMalformed(ValueError):
    """This content is no version of the rules."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionProblem:
    """Why a version may not be published, for people."""

    part: str
    """`name`, `route-bsp`, `purpose-permits`, …"""
    told_nl: str
    told_en: str


def content_of(era: Era) -> dict[str, Any]:
    """What a version says, as JSON has it, without its code and its days."""
    content: dict[str, Any] = msgspec.to_builtins(era, enc_hook=dict)
    return {key: value for key, value in content.items() if key not in _OUTSIDE_CONTENT}


def version_of(code: str, first_day: date | None, content: Mapping[str, Any]) -> Era:
    """Read a version's content; its routes and purposes come in their usual order.

    It may be older than this release. Of a route or a purpose that it does not know, it says what
    the rules say that come with Bode; what it says of one that Bode knows no more counts no more.
    Raises `VersionMalformed`.
    """
    whole = {**content, "code": code, "first_day": first_day, "last_day": None}
    whole |= {part: _of_today(content.get(part), usual) for part, usual in _USUAL.items()}
    try:
        return msgspec.convert(whole, Era)
    except msgspec.ValidationError as wrong:
        raise VersionMalformed(str(wrong)) from wrong


def check_version(era: Era) -> list[VersionProblem]:
    """Return everything for which a version may not be published."""
    problems = []
    if not (era.name_nl.strip() and era.name_en.strip()):
        problems.append(_problem(NAME, *_NO_NAME))
    for route, verdict in era.routes.items():
        problems += [_problem(f"{ROUTE}{route}", *told) for told in _lacks(verdict)]
    for code, by_purpose in era.purposes.items():
        problems += [_problem(f"{PURPOSE}{code}", *told) for told in _wrong(code, by_purpose)]
    return problems


def check_following(last: Era, era: Era) -> list[VersionProblem]:
    """Return everything for which a version may not follow another: a rule that is turned round
    without a source of its own would stand for ever under what said the opposite."""
    before = dict(_parts(last))
    return [
        _problem(part, *_OLD_SOURCE)
        for part, verdict in _parts(era)
        if verdict.allowed != before[part].allowed
        and not _is_new(before[part].rule.source, verdict.rule.source)
    ]


def _parts(era: Era) -> Iterator[tuple[str, Verdict | PurposeVerdict]]:
    yield from ((f"{ROUTE}{route}", verdict) for route, verdict in era.routes.items())
    yield from ((f"{PURPOSE}{code}", verdict) for code, verdict in era.purposes.items())


def _is_new(old: Source, new: Source) -> bool:
    return old.nl.strip() != new.nl.strip() and old.en.strip() != new.en.strip()


def _of_today(told: Any, usual: Mapping[str, Any]) -> Any:
    """What a version tells of each route or purpose of this release, the usual where it doesn't."""
    return {**usual, **{key: told[key] for key in usual if key in told}} if told else told


def _wrong(code: str, verdict: PurposeVerdict) -> Iterator[tuple[str, str]]:
    if verdict.allowed and not PURPOSES[code].allowed:
        yield (
            "WhatsApp verbiedt dit doel. Een versie van de regels kan het niet toestaan.",
            "WhatsApp forbids this purpose. No version of the rules can allow it.",
        )
    yield from _lacks(verdict)
    if not verdict.inside or not verdict.outside:
        yield (
            "Geef minstens één voorbeeld dat binnen het doel valt, en één dat erbuiten valt.",
            "Give at least one example that falls inside the purpose, and one outside it.",
        )


def _lacks(verdict: Verdict | PurposeVerdict) -> Iterator[tuple[str, str]]:
    rule = verdict.rule
    if not all(text.strip() for text in (rule.nl, rule.en, rule.source.nl, rule.source.en)):
        yield (
            "Schrijf de regel en de bron op, in het Nederlands en in het Engels.",
            "Write down the rule and its source, in Dutch and in English.",
        )


def _problem(part: str, told_nl: str, told_en: str) -> VersionProblem:
    return VersionProblem(part=part, told_nl=told_nl, told_en=told_en)


_USUAL: Mapping[str, Any] = {
    part: content for part, content in content_of(NOW).items() if part in ("routes", "purposes")
}
_OLD_SOURCE = (
    "Mag dit nu anders? Noem dan ook de nieuwe bron, in het Nederlands en in het Engels.",
    "Is the answer another now? Then name its new source too, in Dutch and in English.",
)
_NO_NAME = (
    "Geef de versie een naam, in het Nederlands en in het Engels.",
    "Give the version a name, in Dutch and in English.",
)
