"""The rules as sentences: if this, then that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from bode.automation.hours import CLOSED, Hours
from bode.automation.kinds import (
    Away,
    Emergency,
    RuleKind,
    Satisfaction,
    Settings,
    Silence,
    Teams,
    Texts,
    Welcome,
)
from bode.automation.texts import say_hours, words
from bode.basics import Holiday
from bode.web.templatetags.bode import purpose_name

TITLES = {
    RuleKind.HOURS: gettext_noop("Openingstijden"),
    RuleKind.EMERGENCY: gettext_noop("Bel 112"),
    RuleKind.AWAY: gettext_noop("Antwoord als u dicht bent"),
    RuleKind.WELCOME: gettext_noop("Welkom"),
    RuleKind.TEAMS: gettext_noop("Naar een team"),
    RuleKind.SILENCE: gettext_noop("Sluiten na stilte"),
    RuleKind.SATISFACTION: gettext_noop("Vraag naar tevredenheid"),
}
RULE_NAMES = {
    **{str(kind): title for kind, title in TITLES.items()},
    "menu": gettext_noop("Keuzemenu"),
    "stopped": gettext_noop("Antwoord op STOP"),
    "consent": gettext_noop("Vraag om toestemming"),
    "broadcast": gettext_noop("Groepsbericht"),
    "broadcast_test": gettext_noop("Proef van een groepsbericht"),
    "test_number": gettext_noop("Antwoord op een code"),
}
"""Why Bode said something of itself, in a word or two."""
HOLIDAYS: Mapping[str, str] = {
    Holiday.NEW_YEAR: gettext_noop("Nieuwjaarsdag"),
    Holiday.GOOD_FRIDAY: gettext_noop("Goede Vrijdag"),
    Holiday.EASTER: gettext_noop("Eerste paasdag"),
    Holiday.EASTER_MONDAY: gettext_noop("Tweede paasdag"),
    Holiday.KINGS_DAY: gettext_noop("Koningsdag"),
    Holiday.LIBERATION_DAY: gettext_noop("Bevrijdingsdag"),
    Holiday.ASCENSION: gettext_noop("Hemelvaartsdag"),
    Holiday.WHITSUN: gettext_noop("Eerste pinksterdag"),
    Holiday.WHIT_MONDAY: gettext_noop("Tweede pinksterdag"),
    Holiday.CHRISTMAS: gettext_noop("Eerste kerstdag"),
    Holiday.BOXING_DAY: gettext_noop("Tweede kerstdag"),
    CLOSED: gettext_noop("Eigen gesloten dag"),
}


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """If this, then that, with the words that a citizen reads."""

    when: str
    then: str
    quote: str = ""
    later: str = ""
    """What happens after that."""


def sentences(kind: RuleKind, settings: Settings, teams: Mapping[UUID, str]) -> list[Sentence]:
    """A rule as people read it."""
    match settings:
        case Emergency():
            when = _("Als een inwoner schrijft dat er gevaar is,")
            return [_answers(when, kind, settings.text)]
        case Away():
            when = _("Als een inwoner schrijft terwijl u dicht bent,")
            return [_answers(when, kind, settings.text)]
        case Welcome():
            when = _("Als een inwoner een gesprek begint,")
            return [_answers(when, kind, settings.text)]
        case Teams():
            return list(_to_teams(settings, teams))
        case Silence():
            return [_after_silence(settings)]
        case Satisfaction():
            when = _("Als een medewerker een gesprek afhandelt,")
            with_what = (
                _("dan vraagt Bode met drie gezichten:")
                if settings.scale == "faces"
                else _("dan vraagt Bode om een cijfer van 1 tot 5:")
            )
            return [
                Sentence(
                    when=when, then=with_what, quote=_quote(kind, "question", settings.question)
                )
            ]
    return []


def automatic_label(rule: str) -> str:
    """What stands above something that Bode said of itself."""
    name = _(RULE_NAMES[rule]) if rule in RULE_NAMES else ""
    return _("Automatisch: %(rule)s") % {"rule": name.lower()} if name else _("Automatisch")


def day_name(weekday: int) -> str:
    """Monday is 0."""
    return str(WEEKDAYS[weekday]).capitalize()


def why_closed(code: str) -> str:
    """What a closed day is called: a holiday by its name, and one's own as it was named."""
    return _(HOLIDAYS[code]) if code in HOLIDAYS else code


def week_in_words(hours: Hours) -> list[tuple[str, str]]:
    """Each day of the week with its hours."""
    return [
        (day_name(day), _(" en ").join(_part(*each) for each in parts) or _("dicht"))
        for day, parts in enumerate(
            [[(span.opens, span.closes) for span in spans] for spans in hours.week]
        )
    ]


def closed_days(days: Iterator[tuple[date, str]]) -> list[tuple[date, str]]:
    """Closed days by name."""
    return [(day, why_closed(code)) for day, code in days]


def _answers(when: str, kind: RuleKind, own: Texts) -> Sentence:
    return Sentence(when=when, then=_("dan antwoordt Bode:"), quote=_quote(kind, "text", own))


def _to_teams(settings: Teams, teams: Mapping[UUID, str]) -> Iterator[Sentence]:
    for purpose, team in settings.teams.items():
        if team in teams:
            about = {"purpose": purpose_name(purpose), "team": teams[team]}
            yield Sentence(
                when=_("Als een inwoner in het keuzemenu kiest voor %(purpose)s,") % about,
                then=_("dan gaat het gesprek naar team %(team)s.") % about,
            )


def _after_silence(settings: Silence) -> Sentence:
    language = get_language() or "nl"
    after, close = say_hours(settings.after, language), say_hours(settings.close, language)
    return Sentence(
        when=_("Als een inwoner %(hours)s niets zegt na uw antwoord,") % {"hours": after},
        then=_("dan stuurt Bode:"),
        quote=_quote(RuleKind.SILENCE, "text", settings.text),
        later=_("Komt er %(hours)s later nog niets, dan sluit Bode het gesprek.")
        % {"hours": close},
    )


def _quote(kind: RuleKind, name: str, own: Texts) -> str:
    return words(kind, name, own, "en" if get_language() == "en" else "nl")


def _part(opens: time, closes: time) -> str:
    return f"{_clock(opens)}–{_clock(closes)}"


def _clock(at: time) -> str:
    return f"{at.hour}.{at.minute:02}"
