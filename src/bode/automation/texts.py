"""What the rules say: the municipality's own words or the usual ones, with their blanks filled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import groupby

from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext as _

from bode.basics import HERE
from bode.whatsapp import limits

from .hours import Hours, Span, next_opening
from .kinds import RuleKind, Texts

LONGEST = limits.INTERACTIVE_BODY
"""Characters, at most, also when the blanks are filled; some stand above buttons."""
TEXTS: Mapping[RuleKind, Mapping[str, str]] = {
    RuleKind.EMERGENCY: {
        "text": gettext_noop(
            "Is er nu gevaar, of heeft iemand meteen hulp nodig? Bel 112. Wij lezen dit bericht "
            "niet altijd meteen."
        ),
    },
    RuleKind.AWAY: {
        "text": gettext_noop(
            "Bedankt voor uw bericht aan gemeente {gemeente}. Wij zijn nu gesloten. {opening} "
            "Is er gevaar? Bel 112."
        ),
    },
    RuleKind.WELCOME: {
        "text": gettext_noop(
            "Welkom bij gemeente {gemeente}. Een medewerker leest uw bericht en antwoordt zo snel "
            "mogelijk. Is er gevaar? Bel 112."
        ),
    },
    RuleKind.SILENCE: {
        "text": gettext_noop(
            "Heeft u nog een vraag? Dan helpen wij u graag verder. Horen wij niets, dan sluiten "
            "wij dit gesprek over {uren}. Later opnieuw beginnen kan altijd."
        ),
    },
    RuleKind.SATISFACTION: {
        "question": gettext_noop(
            "Uw vraag aan gemeente {gemeente} is afgehandeld. Bent u tevreden over het antwoord?"
        ),
        "thanks": gettext_noop(
            "Bedankt! Wilt u er iets bij zeggen? Druk op de knop, en stuur daarna één bericht. "
            "Wij lezen het, maar antwoorden er niet op."
        ),
    },
}
"""The usual text of each, and so which rule has which texts."""
BLANKS: Mapping[RuleKind, frozenset[str]] = {
    RuleKind.EMERGENCY: frozenset({"gemeente"}),
    RuleKind.AWAY: frozenset({"gemeente", "opening"}),
    RuleKind.WELCOME: frozenset({"gemeente"}),
    RuleKind.SILENCE: frozenset({"gemeente", "uren"}),
    RuleKind.SATISFACTION: frozenset({"gemeente"}),
}
_BLANK = re.compile(r"\{([^{}]*)\}")


def words(kind: RuleKind, name: str, own: Texts, language: str) -> str:
    """The text of a rule in a language, with its blanks open."""
    return (own.en if language == "en" else own.nl) or usual(kind, name, language)


def usual(kind: RuleKind, name: str, language: str) -> str:
    """What is said where the municipality wrote nothing of its own."""
    with translation.override(language):
        return gettext(TEXTS[kind][name])


def unknown_blanks(kind: RuleKind, text: str) -> list[str]:
    """What stands in braces in a text of this rule and is not filled."""
    return [each for each in _BLANK.findall(text) if each not in BLANKS[kind]]


def fill(text: str, blanks: Mapping[str, str]) -> str:
    """A text with its blanks filled; one that is empty leaves no double space."""
    filled = _BLANK.sub(lambda blank: blanks.get(blank[1], blank[0]), text)
    return re.sub(r"  +", " ", filled).strip()


def say_opening(hours: Hours | None, at: datetime, language: str) -> str:
    """From when people answer again, as a sentence; empty where no hours tell it."""
    opens = next_opening(hours, at) if hours is not None else None
    if opens is None:
        return ""
    local, today = opens.astimezone(HERE), at.astimezone(HERE).date()
    with translation.override(language):
        time = date_format(local, "G.i" if language == "nl" else "G:i")
        if local.date() == today:
            return _("Vandaag om %(time)s uur zijn wij er weer.") % {"time": time}
        if local.date() == today + timedelta(days=1):
            return _("Morgen om %(time)s uur zijn wij er weer.") % {"time": time}
        day = date_format(local, "l j F")
        return _("Op %(day)s om %(time)s uur zijn wij er weer.") % {"day": day, "time": time}


def say_week(hours: Hours, language: str) -> str:
    """When it is open, as one says it: days with the same hours together, closed ones left out."""
    with translation.override(language):
        days = [(day, _say_spans(spans)) for day, spans in enumerate(hours.week)]
        told = []
        for said, group in groupby(days, key=lambda each: each[1]):
            first, *others = [day for day, _said in group]
            if said:
                told.append(f"{_say_days(first, [first, *others][-1])} {said}")
        return ", ".join(told)


def _say_days(first: int, last: int) -> str:
    names = {"first": str(WEEKDAYS[first]), "last": str(WEEKDAYS[last])}
    if first == last:
        return names["first"]
    if last == first + 1:
        return _("%(first)s en %(last)s") % names
    return _("%(first)s tot en met %(last)s") % names


def _say_spans(spans: Sequence[Span]) -> str:
    parts = [
        _("van %(opens)s tot %(closes)s uur")
        % {"opens": _clock(each.opens), "closes": _clock(each.closes)}
        for each in spans
    ]
    return _(" en ").join(parts)


def _clock(at: time) -> str:
    return f"{at.hour}{'.' if translation.get_language() == 'nl' else ':'}{at.minute:02}"


def say_hours(count: int, language: str) -> str:
    """So many hours, in words."""
    with translation.override(language):
        return ngettext("%(count)s uur", "%(count)s uur", count) % {"count": count}
