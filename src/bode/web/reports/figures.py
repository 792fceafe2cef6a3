"""The figures of a report: each a picture, with a table of the same numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from bode.automation.scales import FACES, FIVE
from bode.basics import day_of
from bode.conversations.explaining import explain_error
from bode.organisations.actors import Actor
from bode.reports.pictures import Series, draw_columns, draw_rows
from bode.reports.report import Report
from bode.reports.states import Promise
from bode.web.dates import short_day
from bode.web.templatetags.bode import local, purpose_name

from .words import lasting, percent, shown

_ONE = timedelta(days=1)
_MOST_COLUMNS = 62  # days; a longer period is told by week
_LEAST_OTHERS = 3  # an average of fewer would tell what one of them did
_SCALES = {"faces": FACES, "five": FIVE}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What is counted. Cells of `rows` are words, days, whole numbers, times, or None (unknown)."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    picture: str = ""
    about: str = ""
    """What holds for this report, besides what holds for its kind."""
    times: Collection[str] = ()
    """The columns that hold times."""

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """The rows as they read: the first cell names the row."""
        return [(shown(row[0]), [shown(each) for each in row[1:]]) for row in self.rows]

    def to_save(self) -> list[dict[str, Any]]:
        """The rows for a spreadsheet: times in seconds, as their columns say."""
        names = [
            _("%(column)s (seconden)") % {"column": each} if each in self.times else each
            for each in self.columns
        ]
        return [dict(zip(names, map(_plain, row), strict=True)) for row in self.rows]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of figure: what it is called, and how it comes of a report."""

    title: Any
    about: Any = ""
    count: Callable[[Report, Actor], Figure]


def _began(report: Report, _actor: Actor) -> Figure:
    by_day = Counter(day_of(each.began_at) for each in report.began if each.began_at)
    period = report.choice.period
    days = [period.first + n * _ONE for n in range(period.days)]
    is_long = len(days) > _MOST_COLUMNS
    counts: Counter[date] = Counter()
    for day in days:
        counts[max(period.first, day - day.weekday() * _ONE) if is_long else day] += by_day[day]
    labels = [short_day(day, "j M") for day in counts]
    name = _("Nieuwe gesprekken per week") if is_long else _("Nieuwe gesprekken per dag")
    return Figure(
        columns=[_("Week vanaf") if is_long else _("Dag"), _("Nieuwe gesprekken")],
        rows=list(counts.items()),
        picture=draw_columns(name, labels, [Series(name=name, values=list(counts.values()))]),
    )


def _hours(report: Report, _actor: Actor) -> Figure:
    rows = [(f"{hour}:00", report.traffic.at_hour(hour)) for hour in range(24)]
    return _in_out(_("Uur vanaf"), _("Berichten per uur van de dag"), rows)


def _weekdays(report: Report, _actor: Actor) -> Figure:
    monday = date(2026, 1, 5)
    rows = [
        (formats.date_format(monday + n * _ONE, "l"), report.traffic.on_weekday(n))
        for n in range(7)
    ]
    return _in_out(_("Dag"), _("Berichten per dag van de week"), rows)


def _in_out(head: str, about: str, rows: Sequence[tuple[str, Any]]) -> Figure:
    received, sent = _("Ontvangen"), _("Verstuurd")
    series = [
        Series(name=received, values=[each.received for _label, each in rows]),
        Series(name=sent, values=[each.sent for _label, each in rows]),
    ]
    return Figure(
        columns=[head, received, sent],
        rows=[[label, each.received, each.sent] for label, each in rows],
        picture=draw_columns(about, [label for label, _each in rows], series),
    )


def _purposes(report: Report, _actor: Actor) -> Figure:
    began = Counter(each.purpose for each in report.began)
    received: Counter[str] = Counter()
    sent: Counter[str] = Counter()
    for each in report.spoken.conversations:
        received[each.purpose] += each.received
        sent[each.purpose] += each.sent
    codes = sorted(received, key=lambda each: (-began[each], -received[each], each))
    names = [purpose_name(each) or _("Nog niet bekend") for each in codes]
    name = _("Nieuwe gesprekken")
    series = [Series(name=name, values=[began[each] for each in codes])]
    return Figure(
        columns=[_("Doel"), name, _("Ontvangen berichten"), _("Verstuurde berichten")],
        rows=[
            (label, began[code], received[code], sent[code])
            for label, code in zip(names, codes, strict=True)
        ],
        picture=draw_rows(_("Nieuwe gesprekken per doel"), names, series, _whole),
    )


def _speed(report: Report, _actor: Actor) -> Figure:
    rows = [
        (label, now, before)
        for label, now, before in (
            (_("Eerste antwoord"), report.first_answers, report.before.first_answers),
            (
                _("Eerste antwoord, in openingstijd"),
                report.first_answers_in_hours,
                report.before.first_answers_in_hours,
            ),
            (_("Afhandeling"), report.closed_after, report.before.closed_after),
            (
                _("Afhandeling, in openingstijd"),
                report.closed_after_in_hours,
                report.before.closed_after_in_hours,
            ),
        )
        if now is not None and before is not None and now.counted + before.counted
    ]
    series = [
        Series(name=_("De helft binnen"), values=[_seconds(now.median) for _l, now, _b in rows]),
        Series(name=_("9 van de 10 binnen"), values=[_seconds(now.slow) for _l, now, _b in rows]),
    ]
    times = [
        _("De helft binnen"),
        _("9 van de 10 binnen"),
        _("De helft binnen, periode ervoor"),
        _("9 van de 10 binnen, periode ervoor"),
    ]
    return Figure(
        columns=[_("Hoe lang"), _("Gesprekken"), *times],
        times=times,
        rows=[
            [label, now.counted, now.median, now.slow, before.median, before.slow]
            for label, now, before in rows
        ],
        picture=draw_rows(_("Hoe snel"), [label for label, _n, _b in rows], series, _time),
    )


def _levels(report: Report, _actor: Actor) -> Figure:
    kept = report.kept
    labels = [describe_promise(each.promise, each.within, each.team) for each in kept]
    series = [
        Series(name=_("Gehaald (%)"), values=[each.reached or 0 for each in kept]),
        Series(name=_("Afgesproken (%)"), values=[each.percent for each in kept]),
    ]
    return Figure(
        columns=[
            _("Afspraak"),
            _("Gesprekken"),
            _("Op tijd"),
            _("Gehaald (%)"),
            _("Afgesproken (%)"),
        ],
        rows=[
            [label, each.counted, each.kept, each.reached, each.percent]
            for label, each in zip(labels, kept, strict=True)
        ],
        picture=draw_rows(_("Serviceniveaus"), labels, series, lambda value: percent(int(value)))
        if kept
        else "",
        about=_("Alleen openingstijd telt.") if report.has_hours else "",
    )


def _loads(report: Report, actor: Actor) -> Figure:
    """By name for who may administer; an agent sees themselves beside all others together."""
    loads = report.spoken.loads
    rows = [(each.name, each.conversations, each.answers) for each in loads]
    if not actor.has("administrator"):
        mine = [each for each in loads if each.person_id == actor.person_id]
        others = [each for each in loads if each.person_id != actor.person_id]
        rows = [(_("U"), each.conversations, each.answers) for each in mine]
        if len(others) >= _LEAST_OTHERS:
            told = _("Gemiddeld per collega (%(number)s)") % {"number": len(others)}
            conversations = sum(each.conversations for each in others) / len(others)
            answers = sum(each.answers for each in others) / len(others)
            rows.append((told, round(conversations), round(answers)))
    series = [
        Series(name=_("Gesprekken"), values=[row[1] for row in rows]),
        Series(name=_("Antwoorden"), values=[row[2] for row in rows]),
    ]
    return Figure(
        columns=[_("Medewerker"), _("Gesprekken"), _("Antwoorden")],
        rows=rows,
        picture=draw_rows(_("Werk per medewerker"), [row[0] for row in rows], series, _whole),
    )


def _satisfaction(report: Report, _actor: Actor) -> Figure:
    rows = [
        (_(_SCALES[scores.scale][score]), number)
        for scores in report.scores
        for score, number in reversed(scores.by_score.items())
    ]
    unanswered = sum(each.asked - each.answered for each in report.scores)
    if rows:
        rows.append((_("Geen antwoord"), unanswered))
    series = [Series(name=_("Inwoners"), values=[row[1] for row in rows])]
    return Figure(
        columns=[_("Antwoord"), _("Inwoners")],
        rows=rows,
        picture=draw_rows(_("Tevredenheid"), [row[0] for row in rows], series, _whole),
    )


def _failures(report: Report, _actor: Actor) -> Figure:
    rows = [(_cause(code), code, number) for code, number in report.spoken.failures.most_common()]
    series = [Series(name=_("Berichten"), values=[row[2] for row in rows])]
    return Figure(
        columns=[_("Oorzaak"), _("Code"), _("Berichten")],
        rows=rows,
        picture=draw_rows(_("Mislukte berichten"), [row[0] for row in rows], series, _whole),
    )


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


def _plain(value: Any) -> Any:
    return int(value.total_seconds()) if isinstance(value, timedelta) else value


def _seconds(time: timedelta | None) -> float:
    return time.total_seconds() if time is not None else 0.0


def _time(seconds: float) -> str:
    return lasting(timedelta(seconds=seconds))


def _whole(value: float) -> str:
    return shown(int(value))


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
