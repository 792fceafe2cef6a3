"""WhatsApp's formatting as safe HTML: the one place that knows what *stars* and > signs mean.

What a citizen's phone shows bold, the desk shows bold: in bubbles, and in the preview of what an
agent writes. Everything is escaped; the time taken grows with the length of the text, whatever
is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import groupby

from django.utils.html import escape, strip_tags, urlize
from django.utils.safestring import SafeString, mark_safe

from bode.basics import in_order

_FENCE = "```"
_LINK, _LINK_BESIDE = "<a href=", '<a target="_blank" dir="ltr" href='
_TAGS = {"*": "strong", "_": "em", "~": "s"}
# An address is taken whole: what looks like a mark in it is none.
_ATOM = re.compile(r"((?:https?://|www\.)\S*[^\s*_~]|`[^`\n]+`)")
_QUOTE = re.compile(r"> ?(?=\S)")
_SIGN = re.compile(r"[*_~`]")
_MARK = re.compile(r"[*_~`]|https?://|www\.")  # without any, all of it stands as it is written
_MAYBE_ADDRESS = re.compile(r"[.:@]\S")
_BULLET = re.compile(r"[*-] (?=\S)")
_NUMBER = re.compile(r"(\d{1,3})\. (?=\S)")

Piece = tuple[str, bool]  # what is written, and whether it stands between fences
Line = list[Piece]


def to_html(text: str) -> SafeString:
    """What a phone makes of this text; the links in it open beside the desk."""
    parts: list[str] = []
    for kind, lines in groupby(_lines(text), key=_kind_of):
        parts.append(_BLOCKS[kind](list(lines)))
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped where it is made


def without_marks(text: str) -> str:
    """The same words where nothing is bold: no sign stands for what is not shown."""
    if not _SIGN.search(text):
        return text
    return unescape(strip_tags("\n".join(map(_inline, _lines(text)))))


def _lines(text: str) -> list[Line]:
    """The lines of a text; what stands between fences stays whole, however many lines it has."""
    lines: list[Line] = [[]]
    for piece, is_fenced in _fenced(text.replace("\r\n", "\n")):
        if is_fenced:
            lines[-1].append((piece, True))
            continue
        first, *others = piece.split("\n")
        lines[-1].append((first, False))
        lines.extend([(each, False)] for each in others)
    return lines


def _fenced(text: str) -> Iterator[Piece]:
    parts = text.split(_FENCE)
    if len(parts) % 2 == 0:  # the last fence is never closed
        parts[-2:] = [_FENCE.join(parts[-2:])]
    for place, part in enumerate(parts):
        is_fenced = place % 2 == 1
        if is_fenced and not part.strip():
            yield _FENCE + part + _FENCE, False
        elif part:
            yield part.strip("\n") if is_fenced else part, is_fenced


def _kind_of(line: Line) -> str:
    begin, is_fenced = line[0] if line else ("", False)
    if is_fenced:
        return "plain"
    for kind, pattern in (("quote", _QUOTE), ("bullets", _BULLET), ("numbers", _NUMBER)):
        if pattern.match(begin):
            return kind
    return "plain"


def _plain(lines: list[Line]) -> str:
    return "<br>".join(map(_inline, lines))


def _quote(lines: list[Line]) -> str:
    return f"<blockquote>{_plain([_without(_QUOTE, each) for each in lines])}</blockquote>"


def _bullets(lines: list[Line]) -> str:
    items = "".join(f"<li>{_inline(_without(_BULLET, each))}</li>" for each in lines)
    return f"<ul>{items}</ul>"


def _numbers(lines: list[Line]) -> str:
    return f"<ol>{''.join(map(_numbered, lines))}</ol>"


def _numbered(line: Line) -> str:
    number = _NUMBER.match(line[0][0])
    value = int(number[1]) if number else 1
    return f'<li value="{value}">{_inline(_without(_NUMBER, line))}</li>'


_BLOCKS = {"plain": _plain, "quote": _quote, "bullets": _bullets, "numbers": _numbers}


def _without(pattern: re.Pattern[str], line: Line) -> Line:
    (begin, is_fenced), *others = line
    return [(pattern.sub("", begin, count=1), is_fenced), *others]


def _inline(line: Line) -> str:
    return "".join(_code(piece) if is_fenced else _marked(piece) for piece, is_fenced in line)


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _marked(text: str) -> str:
    """A stretch of one line with its bold, italic and struck words."""
    if not _MARK.search(text):
        return _linked(text)
    written = [
        "".join(word for word, _is_tag in group)
        if is_tag
        else _linked("".join(word for word, _is_tag in group))
        for is_tag, group in groupby(_scan(_units(text)), key=lambda each: each[1])
    ]
    return "".join(written)


def _units(text: str) -> list[str]:
    """Characters, and what is taken whole."""
    units: list[str] = []
    for place, part in enumerate(_ATOM.split(text)):
        units.extend([part] if place % 2 else part)
    return units


def _scan(units: list[str]) -> list[tuple[str, bool]]:
    """What to write, and whether that is HTML of ours: a mark is, once it is closed."""
    made: list[tuple[str, bool]] = []
    opened: dict[str, int] = {}  # where each mark that is open stands in `made`
    for place, unit in enumerate(units):
        before = units[place - 1][-1] if place else ""
        after = units[place + 1][0] if place + 1 < len(units) else ""
        if len(unit) > 1:
            made.append((_atom(unit), True))
        elif unit in opened and _closes(before, after) and opened[unit] < len(made) - 1:
            _close(unit, made, opened)
        else:
            if unit in _TAGS and unit not in opened and _opens(before, after):
                opened[unit] = len(made)
            made.append((unit, False))
    return made


def _close(mark: str, made: list[tuple[str, bool]], opened: dict[str, int]) -> None:
    """What was opened inside and not closed there is no mark after all."""
    start = opened.pop(mark)
    for other in [each for each, place in opened.items() if place > start]:
        del opened[other]
    made[start] = (f"<{_TAGS[mark]}>", True)
    made.append((f"</{_TAGS[mark]}>", True))


def _opens(before: str, after: str) -> bool:
    return not before.isalnum() and not after.isspace()


def _closes(before: str, after: str) -> bool:
    return not before.isspace() and not after.isalnum()


def _atom(text: str) -> str:
    return _code(text[1:-1]) if text.startswith("`") else _linked(text)


def _linked(text: str) -> str:
    """An address reads as it leads: nothing around it or in it turns the order of its letters."""
    if not _MAYBE_ADDRESS.search(text):
        return escape(text)
    linked = urlize(text, autoescape=True)
    if _LINK not in linked:
        return linked
    return urlize(in_order(text), autoescape=True).replace(_LINK, _LINK_BESIDE)
