"""Who sees whose work: an administrator by name, an agent their own beside an average of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from bode.organisations.actors import Actor
from bode.reports.report import Report
from bode.reports.spoken import Load

_LEAST_OTHERS = 3  # an average of fewer would tell what one of them did

Loads = Mapping[UUID, Load]


class Done(NamedTuple):
    """What was done in a period; None where nobody else may know."""

    conversations: int | None = 0
    answers: int | None = 0


class Work(NamedTuple):
    """Of someone, or of others together, what they did in a period and in the one before."""

    name: str
    now: Done
    before: Done


def list_work(report: Report, actor: Actor) -> list[Work]:
    """The most answers first, or one's own first."""
    now, before = _by_person(report), _by_person(report.before)
    if actor.has("administrator"):
        return _by_name(now, before)
    assert actor.person_id is not None
    return _beside_others(now, before, actor.person_id)


def _by_person(report: Report) -> Loads:
    return {each.person_id: each for each in report.spoken.loads}


def _by_name(now: Loads, before: Loads) -> list[Work]:
    in_order = sorted(
        {**before, **now}.values(),
        key=lambda each: (-_answers(now, each), -_answers(before, each), each.name),
    )
    return [
        Work(each.name, _done(now, each.person_id), _done(before, each.person_id))
        for each in in_order
    ]


def _beside_others(now: Loads, before: Loads, me: UUID) -> list[Work]:
    mine = Work(_("U"), _done(now, me), _done(before, me))
    others = Work(_others(now, before, me), _average(now, me), _average(before, me))
    return [
        *([mine] if me in now or me in before else []),
        *([others] if (others.now, others.before) != (_HIDDEN, _HIDDEN) else []),
    ]


def _others(now: Loads, before: Loads, me: UUID) -> str:
    numbers = {"number": len(now.keys() - {me}), "before": len(before.keys() - {me})}
    if numbers["number"] == numbers["before"] or not before:
        return _("Gemiddeld per collega (%(number)s)") % numbers
    return _("Gemiddeld per collega (%(number)s, ervoor %(before)s)") % numbers


def _average(loads: Loads, me: UUID) -> Done:
    """Of all others, in a period in which they are many enough."""
    others = [each for each in loads.values() if each.person_id != me]
    if len(others) < _LEAST_OTHERS:
        return _HIDDEN
    return Done(
        round(sum(each.conversations for each in others) / len(others)),
        round(sum(each.answers for each in others) / len(others)),
    )


def _done(loads: Loads, person_id: UUID) -> Done:
    load = loads.get(person_id)
    return Done(load.conversations, load.answers) if load else Done()


def _answers(loads: Loads, of: Load) -> int:
    return loads[of.person_id].answers if of.person_id in loads else 0


_HIDDEN = Done(None, None)
