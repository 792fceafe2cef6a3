"""The figures of a broadcast's report: tables, with a picture of how it went."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from bode.broadcasts.area_reach import count_areas
from bode.broadcasts.course import Course, Stretch, course_of, how_soon
from bode.broadcasts.missing import count_causes
from bode.broadcasts.models import Broadcast
from bode.reports.pictures import Series, draw_columns
from bode.web.dates import short_day
from bode.web.reports.tables import Figure
from bode.web.reports.words import lasting, shown

from .causes import tell
from .tiles import Tile, draw_tiles

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)


def course_figure(broadcast: Broadcast) -> Figure | None:
    """What happened in each stretch of time; None while nothing has."""
    course = course_of(broadcast)
    if course is None:
        return None
    labels = [_label(course, each.at) for each in course.stretches]
    names = [_("Door WhatsApp aangenomen"), _("Aangekomen"), _("Gelezen")]
    rows = [(label, *_counts(each)) for label, each in zip(labels, course.stretches, strict=True)]
    counts = [_counts(each) for each in course.stretches]
    if any(_counts(course.later)):
        rows.append((_("Daarna"), *_counts(course.later)))
    about = _("Berichten per %(time)s") % {"time": lasting(course.step)}
    return Figure(
        columns=[_("Vanaf"), *names],
        rows=rows,
        picture=draw_columns(
            about,
            labels,
            [
                Series(name=name, values=values)
                for name, values in zip(names, zip(*counts, strict=True), strict=True)
            ],
        ),
    )


def soon_figure(broadcast: Broadcast) -> Figure:
    """How long it took until most people had it."""
    return Figure(
        columns=[_("Bij hoeveel aangekomen"), _("Binnen")],
        rows=[
            (f"{share}%", _("nog niet") if time is None else _within(time))
            for share, time in how_soon(broadcast).items()
        ],
    )


def causes_figure(broadcast: Broadcast) -> Figure:
    """Why people did not get it."""
    told = [tell(each) for each in count_causes(broadcast)]
    return Figure(
        columns=[_("Waarom niet"), _("Hoeveel"), _("Wat u kunt doen")],
        rows=[(each.title, each.count, each.advice) for each in told],
    )


def areas_figure(broadcast: Broadcast) -> Figure | None:
    """How many were reached in each area; None where nobody chose an area."""
    found = count_areas(broadcast)
    if not found:
        return None
    names = [each.area or _("De hele gemeente") for each in found]
    of = _("%(reached)s van %(total)s")
    return Figure(
        columns=[_("Gebied"), _("Ontvangers"), _("Bereikt"), _("Niet bereikt"), _("Deel bereikt")],
        rows=[
            (name, each.total, each.reached, each.total - each.reached, f"{each.percent}%")
            for name, each in zip(names, found, strict=True)
        ],
        picture=draw_tiles(
            _("Bereikt per gebied"),
            [
                Tile(
                    name=name,
                    percent=each.percent,
                    counted=of % {"reached": shown(each.reached), "total": shown(each.total)},
                )
                for name, each in zip(names, found, strict=True)
            ],
        ),
    )


def _within(time: timedelta) -> str:
    """A time, as the platform reports in whole seconds."""
    return _("een seconde") if time < timedelta(seconds=1) else lasting(time)


def _counts(stretch: Stretch) -> tuple[int, int, int]:
    return stretch.accepted, stretch.delivered, stretch.read


def _label(course: Course, at: datetime) -> str:
    """When a stretch begins, as exactly as its length asks."""
    written = "H:i:s" if course.step < _MINUTE else "H:i"
    first, last = course.stretches[0].at, course.stretches[-1].at
    if last - first >= _DAY:
        written = f"j M {written}"
    return short_day(timezone.localtime(at), written)
