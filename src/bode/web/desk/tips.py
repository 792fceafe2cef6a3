"""Help while writing: what in an answer may be made easier, and what is too private to send.

Advice alone: it blocks nothing, keeps nothing, and asks nobody outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bode.conversations import queries
from bode.language import b1, sensitive
from bode.language.recognising import recognise
from bode.web.access import ActingRequest, allow

from .hiding import names_of
from .pane import read_reply
from .views import conversation_page

LONGEST = 5000  # characters that are looked at: more fits in no message
SHOWN = 4  # tips at once: who has used some gets the next


@dataclass(frozen=True, kw_only=True)
class Put:
    """Other words for a place in the text; places as a browser counts them, in UTF-16."""

    start: int
    end: int
    words: str

    @property
    def value(self) -> str:
        """As a button sends it."""
        return f"{self.start}-{self.end} {self.words}"


@dataclass(frozen=True, kw_only=True)
class Tip:
    """One place that may be made easier, with why and how."""

    kind: str
    start: int
    end: int
    words: str
    why: str
    puts: Sequence[Put]
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class Warned:
    """What in the text is too private, and the text's places with it made unreadable."""

    names: Sequence[str]
    puts: Sequence[Put]

    @property
    def value(self) -> str:
        """As its button sends it: all places at once, the last one first."""
        return "\n".join(put.value for put in reversed(self.puts))


def look_over(text: str) -> dict[str, Any]:
    """What the agent is told of a text."""
    looked = text[:LONGEST]
    is_dutch = recognise(looked) in (None, "nl")  # a word or two may be of any language
    tips = [_tip(looked, finding) for finding in b1.check(looked)] if is_dutch else []
    return {
        "looked_over": bool(looked.strip()),
        "not_dutch": not is_dutch,
        "tips": tips[:SHOWN],
        "tips_found": len(tips),
        "tips_left": max(0, len(tips) - SHOWN),
        "warned": _warn(looked),
    }


@require_POST
@allow("agent")
def writing_tips(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Look over what is typed; without a script also put other words in it."""
    body = request.POST.get("body", "").replace("\r\n", "\n")
    for put in request.POST.get("put", "").replace("\r\n", "\n").split("\n"):
        body = _put(body, put)
    found = queries.access_conversation(conversation_id)
    if "HX-Request" in request.headers:
        return render(request, "desk/tips.html", {"conversation": found, **look_over(body)})
    typed = read_reply(found, {**request.POST.dict(), "body": body})
    return conversation_page(request, found, typed, tips=look_over(body))


def _tip(text: str, finding: b1.Finding) -> Tip:
    start, end = _in_browser(text, finding.start), _in_browser(text, finding.end)
    return Tip(
        kind=finding.kind,
        start=start,
        end=end,
        words=finding.words,
        why=_why(finding),
        puts=[Put(start=start, end=end, words=words) for words in finding.plainer],
        advice=_(", of ").join(f"“{words}”" for words in finding.advice),
    )


def _why(finding: b1.Finding) -> str:
    match finding.kind:
        case b1.Kind.LONG_SENTENCE:
            told = _("Deze zin heeft %(count)d woorden. Maak er twee zinnen van.")
            return told % {"count": finding.length}
        case b1.Kind.PASSIVE:
            return _("Zeg wie het doet, bijvoorbeeld: “wij sturen” in plaats van “wordt gestuurd”.")
        case b1.Kind.DIFFICULT_WORD:
            return _("Niet iedereen kent dit woord.")


def _warn(text: str) -> Warned | None:
    found = sensitive.find_sensitive(text)
    if not found:
        return None
    return Warned(
        names=names_of(each.kind for each in found),
        puts=[
            Put(
                start=_in_browser(text, each.start),
                end=_in_browser(text, each.end),
                words=sensitive.masked(each),
            )
            for each in found
        ],
    )


_WRITTEN = re.compile(r"(?P<start>[0-9]{1,5})-(?P<end>[0-9]{1,5}) (?P<words>.*)")


def _put(text: str, written: str) -> str:
    """The text with other words in a place; as it was where there is no such place."""
    put = _WRITTEN.fullmatch(written)
    if put is None:
        return text
    units = text.encode("utf-16-le")
    start, end = 2 * int(put["start"]), 2 * int(put["end"])
    if not start <= end <= len(units):
        return text
    new = units[:start] + put["words"].encode("utf-16-le") + units[end:]
    return new.decode("utf-16-le", errors="replace")


def _in_browser(text: str, place: int) -> int:
    """A place in the text as a browser counts: an emoji is two."""
    return place + sum(1 for each in text[:place] if ord(each) > 0xFFFF)
