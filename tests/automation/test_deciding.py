"""What Bode says of itself: one thing, never twice in a row, and never for ever."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.automation.weeks import WEEK, here

from bode.automation.deciding import (
    AT_ONCE,
    DANGER_AGAIN,
    DAY,
    MOST_A_DAY,
    Heard,
    Speaker,
    Turn,
    answer,
    may_speak,
    step_in_silence,
)
from bode.automation.kinds import Away, Emergency, RuleKind, Rules, Silence, Welcome

RULES = Rules(hours=WEEK, away=Away(), welcome=Welcome())
NIGHT, NOON = here("2026-12-01T22:00"), here("2026-12-01T12:00")
STARTS = Heard(starts=True, gets_menu=False)
GOES_ON = Heard(starts=False, gets_menu=False)


def citizen(at: object, text: str = "Hallo", *, is_press: bool = False) -> Turn:
    return Turn(at=at, by=Speaker.CITIZEN, text=text, is_press=is_press)  # type: ignore[arg-type]


def bode(at: object, rule: str) -> Turn:
    return Turn(at=at, by=Speaker.BODE, rule=rule)  # type: ignore[arg-type]


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


class TestAnAnswer:
    def test_outside_office_hours_says_so(self) -> None:
        assert answer(RULES, GOES_ON, [citizen(NIGHT)], NIGHT) is RuleKind.AWAY

    def test_comes_once_while_it_is_closed(self) -> None:
        said = [
            citizen(NIGHT),
            bode(NIGHT, "away"),
            citizen(NIGHT + minutes(5), "Over de kapvergunning"),
        ]
        at = NIGHT + minutes(5)

        assert answer(RULES, GOES_ON, said, at) is None

    def test_comes_again_the_next_night(self) -> None:
        later = NIGHT + timedelta(days=1)
        said = [citizen(NIGHT), bode(NIGHT, "away"), citizen(later, "En nu?")]

        assert answer(RULES, GOES_ON, said, later) is RuleKind.AWAY

    def test_welcomes_who_starts_in_office_hours(self) -> None:
        assert answer(RULES, STARTS, [citizen(NOON)], NOON) is RuleKind.WELCOME
        assert answer(RULES, GOES_ON, [citizen(NOON)], NOON) is None

    def test_outside_office_hours_takes_the_place_of_a_welcome(self) -> None:
        assert answer(RULES, STARTS, [citizen(NIGHT)], NIGHT) is RuleKind.AWAY

    def test_leaves_the_welcome_to_the_menu(self) -> None:
        assert answer(RULES, Heard(starts=True, gets_menu=True), [citizen(NOON)], NOON) is None

    @pytest.mark.parametrize(
        "rules", [Rules(), replace(RULES, away=None, welcome=None), Rules(away=Away())]
    )
    def test_is_none_where_the_rules_are_off(self, rules: Rules) -> None:
        assert answer(rules, STARTS, [citizen(NIGHT)], NIGHT) is None

    def test_is_none_to_what_came_long_ago(self) -> None:
        assert answer(RULES, STARTS, [citizen(NIGHT - timedelta(hours=2))], NIGHT) is None


class TestNeverTwiceInARow:
    said = (citizen(NOON), bode(NOON, "welcome"))

    def test_waits_for_a_person_or_the_citizen(self) -> None:
        person = Turn(at=NOON + minutes(1), by=Speaker.PERSON)
        later = NOON + minutes(2)

        assert not may_speak(self.said, later)
        assert may_speak([*self.said, person], later)
        assert may_speak([*self.said, citizen(later, "Mijn paspoort is kwijt")], later)

    def test_takes_no_program_for_an_answer(self) -> None:
        program = Turn(at=NOON + minutes(1), by=Speaker.PROGRAM)

        assert not may_speak([*self.said, program], NOON + minutes(2))

    def test_takes_the_same_words_again_for_a_machine(self) -> None:
        assert not may_speak([*self.said, citizen(NOON + minutes(1), " HALLO ")], NOON + minutes(2))

    def test_takes_an_answer_at_once_for_a_machine(self) -> None:
        at_once = citizen(NOON + AT_ONCE / 2, "Wij zijn gesloten")

        assert not may_speak([*self.said, at_once], NOON + minutes(1))

    def test_takes_what_was_pressed_for_an_answer(self) -> None:
        assert may_speak([*self.said, citizen(NOON, "Hallo", is_press=True)], NOON + minutes(1))


class TestDanger:
    rules = replace(RULES, emergency=Emergency())
    heard = Heard(starts=False, gets_menu=False, in_danger=True)

    def test_is_answered_however_much_bode_said_today(self) -> None:
        said = [bode(NIGHT - minutes(n), "away") for n in range(MOST_A_DAY, 0, -1)]
        at = NIGHT + minutes(1)

        assert answer(self.rules, self.heard, [*said, citizen(at)], at) is RuleKind.EMERGENCY

    def test_is_answered_once_and_by_nothing_else_within_some_minutes(self) -> None:
        said = [citizen(NIGHT), bode(NIGHT, "emergency")]
        soon, later = NIGHT + DANGER_AGAIN - minutes(1), NIGHT + DANGER_AGAIN

        assert answer(self.rules, self.heard, [*said, citizen(soon, "Brand!")], soon) is None
        again = answer(self.rules, self.heard, [*said, citizen(later)], later)
        assert again is RuleKind.EMERGENCY


texts = st.sampled_from(["Hallo", "Wij zijn nu gesloten.", "Bedankt!", ""]) | st.text(max_size=8)


@settings(max_examples=150)
@given(
    replies=st.lists(st.tuples(texts, st.integers(0, 90_000), st.booleans()), max_size=25),
    begins=st.integers(0, 7 * 24),
)
def test_two_answering_machines_fall_silent(
    replies: list[tuple[str, int, bool]], begins: int
) -> None:
    """Whatever the other machine says, however slow or clever it is."""
    at = NIGHT + timedelta(hours=begins)
    turns: list[Turn] = []
    for text, seconds, is_press in replies:
        at += timedelta(seconds=seconds)
        turns.append(citizen(at, text, is_press=is_press))
        heard = Heard(starts=len(turns) == 1, gets_menu=False)
        kind = answer(RULES, heard, turns, at)
        if kind is not None:
            turns.append(bode(at, kind))

    said = [n for n, each in enumerate(turns) if each.by is Speaker.BODE]
    for first, then in pairwise(said):
        before = {
            each.text.casefold().strip() for each in turns[:first] if each.by is Speaker.CITIZEN
        }
        between = turns[first + 1 : then]
        assert any(
            each.is_press
            or (
                each.at - turns[first].at >= AT_ONCE
                and " ".join(each.text.casefold().split()) not in before
            )
            for each in between
        )
    for place in said:
        same_day = [n for n in said if DAY > turns[place].at - turns[n].at >= timedelta(0)]
        assert len(same_day) <= MOST_A_DAY


@settings(max_examples=60)
@given(st.lists(st.tuples(texts, st.integers(0, 9)), min_size=1, max_size=40))
def test_a_machine_that_answers_at_once_hears_one_thing(replies: list[tuple[str, int]]) -> None:
    turns, at = [citizen(NIGHT)], NIGHT
    for text, seconds in replies:
        if kind := answer(RULES, Heard(starts=len(turns) == 1, gets_menu=False), turns, at):
            turns.append(bode(at, kind))
            at += timedelta(seconds=seconds)
            turns.append(citizen(at, text))

    assert sum(each.by is Speaker.BODE for each in turns) == 1


class TestSilence:
    rule = Silence(after=18, close=4)
    asked = here("2026-12-01T15:00")
    turns = (citizen(asked - minutes(5)), Turn(at=asked, by=Speaker.PERSON))

    def step(self, after: float, *more: Turn, is_free: bool = True, heard: float = -0.1) -> str:
        at = self.asked + timedelta(hours=after)
        heard_at = self.asked + timedelta(hours=heard)
        return step_in_silence(
            self.rule, [*self.turns, *more], at, heard_at=heard_at, is_free=is_free
        )

    def told(self, after: float) -> Turn:
        return bode(self.asked + timedelta(hours=after), "silence")

    def test_is_told_first_and_closed_later(self) -> None:
        assert self.step(17.9) == ""
        assert self.step(18) == "notice"
        assert self.step(20, self.told(18)) == ""
        assert self.step(22, self.told(18)) == "close"

    def test_ends_with_what_the_citizen_says(self) -> None:
        answered = citizen(self.asked + timedelta(hours=19), "Ja, nog een vraag")

        assert self.step(30, self.told(18), answered) == ""

    def test_is_not_told_at_night(self) -> None:
        rule = Silence(after=8, close=4)
        evening = self.asked + timedelta(hours=8)  # at 23:00

        for at, step in [(evening, ""), (evening + timedelta(hours=9), "notice")]:
            assert step_in_silence(rule, self.turns, at, heard_at=self.asked, is_free=True) == step

    @pytest.mark.parametrize("why", [{"heard": -8.0}, {"is_free": False}])
    def test_ends_untold_where_telling_is_not_allowed_or_not_free(
        self, why: dict[str, float]
    ) -> None:
        assert self.step(18, **why) == ""  # type: ignore[arg-type]
        assert self.step(22, **why) == "close"  # type: ignore[arg-type]

    def test_is_none_where_nobody_answered(self) -> None:
        at = self.asked + timedelta(days=2)

        assert (
            step_in_silence(self.rule, [citizen(self.asked)], at, heard_at=at, is_free=True) == ""
        )
