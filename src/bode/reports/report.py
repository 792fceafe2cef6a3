"""A report: every figure of a period, each counted once it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from uuid import UUID

from bode.automation.queries import Scores, count_scores
from bode.basics import now

from . import spoken
from .attaining import Attained, attained
from .choosing import Choice
from .clocks import Clocks, has_office_hours
from .queries import Levels, list_levels
from .speed import Span, Times, answers_in, list_closings, summarize
from .spoken import Spoken, Told
from .states import Promise
from .traffic import Traffic, count_traffic


class Report:
    """The figures of a municipality, in whose scope they are asked for."""

    def __init__(self, municipality_id: UUID, choice: Choice) -> None:
        self.municipality_id = municipality_id
        self.choice = choice

    @cached_property
    def before(self) -> Report:
        """The same of the period before, by what is promised now."""
        before = Report(self.municipality_id, self.choice.before)
        before.levels = self.levels
        return before

    @cached_property
    def is_compared(self) -> bool:
        """Whether anything at all happened in the period before."""
        before = self.before
        return bool(before.spoken.conversations or before.closings or before.scores)

    @cached_property
    def levels(self) -> Levels:
        return list_levels()

    @cached_property
    def spoken(self) -> Spoken:
        return spoken.read(self.choice)

    @cached_property
    def traffic(self) -> Traffic:
        return count_traffic(self.choice)

    @cached_property
    def answers(self) -> list[Span]:
        return answers_in(self.spoken)

    @cached_property
    def closings(self) -> list[Span]:
        return list_closings(self.choice)

    @cached_property
    def began(self) -> list[Told]:
        """The conversations that are new."""
        return [each for each in self.spoken.conversations if each.began_at is not None]

    @property
    def failed(self) -> int:
        """How many messages did not arrive."""
        return self.spoken.failures.total()

    @cached_property
    def scores(self) -> list[Scores]:
        period = self.choice.period
        return count_scores(
            period.since,
            period.until,
            team=self.choice.team,
            purpose=self.choice.purpose,
            number=self.choice.number,
        )

    @property
    def satisfied_percent(self) -> int | None:
        """Of who answered, on whatever scale; None where nobody did."""
        answered = sum(each.answered for each in self.scores)
        return sum(each.satisfied for each in self.scores) * 100 // answered if answered else None

    @cached_property
    def kept(self) -> list[Attained]:
        """What was kept of what is promised now."""
        answers = attained(self.municipality_id, self.levels, Promise.ANSWER, self.answers)
        closings = attained(self.municipality_id, self.levels, Promise.CLOSING, self.closings)
        return answers + closings

    @cached_property
    def first_answers(self) -> Times:
        """From the first question until a person's first answer, by any clock on the wall."""
        return _elapsed(self.answers)

    @cached_property
    def closed_after(self) -> Times:
        """From the first question until it was closed."""
        return _elapsed(self.closings)

    @cached_property
    def first_answers_in_hours(self) -> Times | None:
        """As `first_answers`, in office hours alone; None where no hours are filled in."""
        return self._in_hours(self.answers)

    @cached_property
    def closed_after_in_hours(self) -> Times | None:
        return self._in_hours(self.closings)

    @cached_property
    def has_hours(self) -> bool:
        return has_office_hours(self.municipality_id)

    def _in_hours(self, spans: Sequence[Span]) -> Times | None:
        if not self.has_hours:
            return None
        since = min((each.since for each in spans), default=now())
        clocks = Clocks(self.municipality_id, since, now())
        return summarize(
            clocks.of(each.number_id).passed(each.since, each.until)
            for each in spans
            if each.until is not None
        )


def _elapsed(spans: Iterable[Span]) -> Times:
    return summarize(each.until - each.since for each in spans if each.until is not None)
