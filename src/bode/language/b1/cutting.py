"""Making two sentences of a long one, where it says two things already."""

from __future__ import annotations

import re

from ..sentences import Sentence

_JOINT = re.compile(
    r"(?:,|;)\s+(?P<how>en|maar|want|dus)\s+(?P<who>wij|we|u|ik|hij|zij|ze|het|de|een|er|dat|dit"
    r"|die|deze|uw|onze|kunt|krijgt|hoeft|moet|daarom|daarna|dan)\b",
    re.IGNORECASE,
)
_SHORTEST = 5  # words of each half


def cut_in_two(sentence: Sentence) -> tuple[str, ...]:
    """The sentence as two, cut as near to its middle as can be; nothing where it can't be cut."""
    text = sentence.text
    halves = [
        (abs(len(text) // 2 - match.start()), match)
        for match in _JOINT.finditer(text)
        if min(_words(text[: match.start()]), _words(text[match.end("how") :])) >= _SHORTEST
    ]
    if not halves:
        return ()
    match = min(halves, key=lambda each: each[0])[1]
    joined = "" if match["how"].lower() == "en" else f"{match['how'].capitalize()} "
    rest = text[match.start("who") :]
    return (f"{text[: match.start()]}. {joined}{rest if joined else _begin(rest)}",)


def _words(text: str) -> int:
    return len(text.split())


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]
