"""The figures of a report: each a picture, with a table of the same numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from bode.automation.scales import FACES, FIVE
from bode.basics import day_of
from bode.conversations.explaining import explain_error
from bode.organisations.actors import Actor
from bode.reports.pictures import draw_columns, draw_rows
from bode.reports.report import Report
from bode.reports.states import Promise
from bode.reports.traffic import InOut
from bode.web.dates import short_day
from bode.web.templatetags.bode import local, purpose_name

from .comparing import Column, Comparison
from .words import lasting, percent, shown
from .work import list_work

_ONE = timedelta(days=1)
_MOST_COLUMNS = 62  # days; a longer period is told by week
_SCALES = {"faces": FACES, "five": FIVE}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of figure: what it is called, and how it comes of a report."""

    title: Any
    about: Any = ""
    count: Callable[[Report, Actor], Comparison]


def _began(report: Report, _actor: Actor) -> Comparison:
    """By day or week; of the period before, the days that have the same place in it."""
    period, before = report.choice.period, report.before.choice.period
    is_long = period.days > _MOST_COLUMNS
    starts = [
        place
        for place in range(max(period.days, before.days))
        if not (is_long and place and (period.first + place * _ONE).weekday())
    ]
    days, numbers = _from_each(starts, report)
    days_before, numbers_before = _from_each(starts, report.before)
    new = Column(name=_("Nieuwe gesprekken"), values=numbers, before=numbers_before)
    name = _("Nieuwe gesprekken per week") if is_long else _("Nieuwe gesprekken per dag")
    labels = [short_day(day, "j M") for day in days]
    day = _("Week vanaf") if is_long else _("Dag")
    return Comparison(
        columns=[Column(name=day, values=days, before=days_before), new],
        drawn=[new],
        draw=partial(draw_columns, name, labels),
    )


def _from_each(starts: Sequence[int], report: Report) -> tuple[list[Any], list[Any]]:
    """The days at these places in a period, and how much was new from each until the next; unknown
    where the period is over."""
    period = report.choice.period
    found = Counter(
        bisect_right(starts, (day_of(each.began_at) - period.first).days)
        for each in report.began
        if each.began_at
    )
    days = [period.first + start * _ONE if start < period.days else None for start in starts]
    return days, [found[n] if day else None for n, day in enumerate(days, start=1)]


def _hours(report: Report, _actor: Actor) -> Comparison:
    hours = range(24)
    now, before = ([of.traffic.at_hour(hour) for hour in hours] for of in _both(report))
    head = Column(name=_("Uur vanaf"), values=[f"{hour}:00" for hour in hours])
    return _in_out(_("Berichten per uur van de dag"), head, now, before)


def _weekdays(report: Report, _actor: Actor) -> Comparison:
    now, before = ([of.traffic.on_weekday(day) for day in range(7)] for of in _both(report))
    monday = date(2026, 1, 5)
    names = [formats.date_format(monday + n * _ONE, "l") for n in range(7)]
    head = Column(name=_("Dag"), values=names)
    uneven = _("Niet elke dag van de week komt in beide periodes even vaak voor.")
    return replace(
        _in_out(_("Berichten per dag van de week"), head, now, before),
        about="" if _has_each_as_often(report) else uneven,
    )


def _has_each_as_often(report: Report) -> bool:
    """Whether each day of the week is in this period as often as in the one before."""
    if not report.is_compared:
        return True
    now, before = (
        Counter((of.choice.period.first + n * _ONE).weekday() for n in range(of.choice.period.days))
        for of in _both(report)
    )
    return now == before


def _in_out(about: str, head: Column, now: Sequence[InOut], before: Sequence[InOut]) -> Comparison:
    columns = [
        Column.of(_("Ontvangen"), attrgetter("received"), now, before),
        Column.of(_("Verstuurd"), attrgetter("sent"), now, before),
    ]
    return Comparison(
        columns=[head, *columns], drawn=columns, draw=partial(draw_columns, about, head.values)
    )


def _purposes(report: Report, _actor: Actor) -> Comparison:
    now, before = (_by_purpose(of) for of in _both(report))
    codes = sorted(
        {*now.received, *before.received},
        key=lambda of: (-now.new[of], -before.new[of], -now.received[of], of),
    )
    names = [purpose_name(each) or _("Nog niet bekend") for each in codes]
    new, *messages = [
        Column(name=name, values=[of[each] for each in codes], before=[was[each] for each in codes])
        for name, of, was in (
            (_("Nieuwe gesprekken"), now.new, before.new),
            (_("Ontvangen berichten"), now.received, before.received),
            (_("Verstuurde berichten"), now.sent, before.sent),
        )
    ]
    return Comparison(
        columns=[Column(name=_("Doel"), values=names), new, *messages],
        drawn=[new],
        draw=partial(draw_rows, _("Nieuwe gesprekken per doel"), names, say=shown),
    )


class _ByPurpose(NamedTuple):
    new: Counter[str]
    received: Counter[str]
    sent: Counter[str]


def _by_purpose(report: Report) -> _ByPurpose:
    found = _ByPurpose(Counter(each.purpose for each in report.began), Counter(), Counter())
    for each in report.spoken.conversations:
        found.received[each.purpose] += each.received
        found.sent[each.purpose] += each.sent
    return found


def _speed(report: Report, _actor: Actor) -> Comparison:
    kinds = [
        (_("Eerste antwoord"), attrgetter("first_answers")),
        (_("Eerste antwoord, in openingstijd"), attrgetter("first_answers_in_hours")),
        (_("Afhandeling"), attrgetter("closed_after")),
        (_("Afhandeling, in openingstijd"), attrgetter("closed_after_in_hours")),
    ]
    rows = [
        (label, now, before)
        for label, of in kinds
        if (now := of(report)) is not None
        and (before := of(report.before)) is not None
        and now.counted + before.counted
    ]
    labels = [label for label, _now, _before in rows]
    times = [now for _label, now, _before in rows], [before for _label, _now, before in rows]
    half = Column.of(_("De helft binnen"), attrgetter("median"), *times, is_time=True)
    slow = Column.of(_("9 van de 10 binnen"), attrgetter("slow"), *times, is_time=True)
    return Comparison(
        columns=[
            Column(name=_("Hoe lang"), values=labels),
            Column.of(_("Gesprekken"), attrgetter("counted"), *times),
            half,
            slow,
        ],
        drawn=[half, slow],
        draw=partial(draw_rows, _("Hoe snel"), labels, say=_time),
    )


def _levels(report: Report, _actor: Actor) -> Comparison:
    now, before = report.kept, report.before.kept
    labels = [describe_promise(each.promise, each.within, each.team) for each in now]
    reached = Column.of(_("Gehaald (%)"), attrgetter("reached"), now, before)
    promised = Column(name=_("Afgesproken (%)"), values=[each.percent for each in now])
    return Comparison(
        columns=[
            Column(name=_("Afspraak"), values=labels),
            Column.of(_("Gesprekken"), attrgetter("counted"), now, before),
            Column.of(_("Op tijd"), attrgetter("kept"), now, before),
            reached,
            promised,
        ],
        drawn=[reached, promised],
        draw=partial(draw_rows, _("Serviceniveaus"), labels, say=percent),
        about=_("Alleen openingstijd telt.") if report.has_hours else "",
    )


def _loads(report: Report, actor: Actor) -> Comparison:
    work = list_work(report, actor)
    names = [each.name for each in work]
    done = [each.now for each in work], [each.before for each in work]
    numbers = [
        Column.of(_("Gesprekken"), attrgetter("conversations"), *done),
        Column.of(_("Antwoorden"), attrgetter("answers"), *done),
    ]
    return Comparison(
        columns=[Column(name=_("Medewerker"), values=names), *numbers],
        drawn=numbers,
        draw=partial(draw_rows, _("Werk per medewerker"), names, say=shown),
    )


def _satisfaction(report: Report, _actor: Actor) -> Comparison:
    now, before = ({each.scale: each.by_score for each in of.scores} for of in _both(report))
    asked = [
        (scale, score, name)
        for scale, names in _SCALES.items()
        if scale in now or scale in before
        for score, name in names.items()
    ]
    answers = [_(name) for _scale, _score, name in asked]
    numbers, numbers_before = (
        [of.get(scale, {}).get(score, 0) for scale, score, _name in asked] for of in (now, before)
    )
    if asked:
        answers.append(_("Geen antwoord"))
        numbers.append(_unanswered(report))
        numbers_before.append(_unanswered(report.before))
    citizens = Column(name=_("Inwoners"), values=numbers, before=numbers_before)
    return Comparison(
        columns=[Column(name=_("Antwoord"), values=answers), citizens],
        drawn=[citizens],
        draw=partial(draw_rows, _("Tevredenheid"), answers, say=shown),
    )


def _unanswered(report: Report) -> int:
    return sum(each.asked - each.answered for each in report.scores)


def _failures(report: Report, _actor: Actor) -> Comparison:
    now, before = (of.spoken.failures for of in _both(report))
    codes = sorted({*now, *before}, key=lambda each: (-now[each], -before[each], each))
    causes = [_cause(each) for each in codes]
    messages = Column(
        name=_("Berichten"),
        values=[now[each] for each in codes],
        before=[before[each] for each in codes],
    )
    return Comparison(
        columns=[
            Column(name=_("Oorzaak"), values=causes),
            Column(name=_("Code"), values=codes),
            messages,
        ],
        drawn=[messages],
        draw=partial(draw_rows, _("Mislukte berichten"), causes, say=shown),
    )


def _both(report: Report) -> tuple[Report, Report]:
    return report, report.before


def describe_promise(promise: Promise, within: timedelta, team: str) -> str:
    """“Eerste antwoord binnen 30 minuten (Balie)”."""
    texts = {
        Promise.ANSWER: gettext_noop("Eerste antwoord binnen %(time)s"),
        Promise.CLOSING: gettext_noop("Afgehandeld binnen %(time)s"),
    }
    told = _(texts[promise]) % {"time": lasting(within)}
    return f"{told} ({team})" if team else told


def _cause(code: str) -> str:
    explained = explain_error(code)
    return local(explained, "title") if explained else _("Niet bekend")


def _time(seconds: float | None) -> str:
    return shown(None if seconds is None else timedelta(seconds=seconds))


KINDS: dict[str, Kind] = {
    "conversations": Kind(title=gettext_lazy("Nieuwe gesprekken"), count=_began),
    "speed": Kind(
        title=gettext_lazy("Hoe snel inwoners antwoord kregen"),
        about=gettext_lazy(
            "Van de eerste vraag van de inwoner tot het eerste antwoord van een medewerker, of tot "
            "het gesprek de laatste keer is afgehandeld. Automatische antwoorden tellen niet mee."
        ),
        count=_speed,
    ),
    "levels": Kind(
        title=gettext_lazy("Serviceniveaus"),
        about=gettext_lazy("Hoe vaak u haalde wat nu is afgesproken."),
        count=_levels,
    ),
    "hours": Kind(title=gettext_lazy("Berichten per uur van de dag"), count=_hours),
    "weekdays": Kind(title=gettext_lazy("Berichten per dag van de week"), count=_weekdays),
    "purposes": Kind(title=gettext_lazy("Waarover het ging"), count=_purposes),
    "agents": Kind(
        title=gettext_lazy("Werk per medewerker"),
        about=gettext_lazy("In hoeveel gesprekken iemand antwoordde, en hoe vaak."),
        count=_loads,
    ),
    "satisfaction": Kind(
        title=gettext_lazy("Tevredenheid"),
        about=gettext_lazy("Wat inwoners antwoordden die in deze periode de vraag kregen."),
        count=_satisfaction,
    ),
    "failures": Kind(title=gettext_lazy("Berichten die niet aankwamen"), count=_failures),
}
"""Every figure by its code, in the order of the page."""
