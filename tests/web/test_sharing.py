"""One rendering for many pages, and never an old one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from uuid import uuid4

import pytest

from bode.web import sharing

MINE, OTHERS = uuid4(), uuid4()


@pytest.fixture
def make() -> Callable[[], str]:
    made = count(1)
    return lambda: f"rendering {next(made)}"


@pytest.fixture
def listening() -> Iterator[None]:
    sharing.listening(True)
    yield
    sharing.listening(False)


def test_pages_share_a_rendering(listening: None, make: Callable[[], str]) -> None:
    assert sharing.shared(MINE, "list", make) == "rendering 1"
    assert sharing.shared(MINE, "list", make) == "rendering 1"


def test_after_a_change_it_is_made_anew(listening: None, make: Callable[[], str]) -> None:
    sharing.shared(MINE, "list", make)

    sharing.changed(str(MINE))

    assert sharing.shared(MINE, "list", make) == "rendering 2"


def test_a_change_while_it_is_made_is_not_missed(listening: None, make: Callable[[], str]) -> None:
    def interrupted() -> str:
        sharing.changed(str(MINE))
        return make()

    sharing.shared(MINE, "list", interrupted)

    assert sharing.shared(MINE, "list", make) == "rendering 2"


def test_organisations_share_nothing(listening: None, make: Callable[[], str]) -> None:
    assert sharing.shared(MINE, "list", make) != sharing.shared(OTHERS, "list", make)


def test_while_no_change_is_heard_nothing_is_shared(make: Callable[[], str]) -> None:
    assert sharing.shared(MINE, "list", make) != sharing.shared(MINE, "list", make)


def test_what_is_kept_for_a_moment_stands_through_other_changes(
    listening: None, make: Callable[[], str]
) -> None:
    assert sharing.for_a_moment(MINE, "stopped", make) == "rendering 1"
    sharing.changed(str(MINE))
    assert sharing.for_a_moment(MINE, "stopped", make) == "rendering 1"
    assert sharing.for_a_moment(OTHERS, "stopped", make) == "rendering 2"


def test_a_moment_passes(
    listening: None, make: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MOMENT_SECONDS", -1.0)
    sharing.for_a_moment(MINE, "stopped", make)
    assert sharing.for_a_moment(MINE, "stopped", make) == "rendering 2"


def test_who_changed_something_sees_so(listening: None, make: Callable[[], str]) -> None:
    sharing.for_a_moment(MINE, "stopped", make)
    sharing.acted(MINE)
    assert sharing.for_a_moment(MINE, "stopped", make) == "rendering 2"


def test_once_anything_may_have_changed_nothing_is_kept_for_a_moment(
    listening: None, make: Callable[[], str]
) -> None:
    sharing.for_a_moment(MINE, "stopped", make)

    sharing.anything_changed(str(MINE))

    assert sharing.for_a_moment(MINE, "stopped", make) == "rendering 2"


def test_what_was_looked_up_before_anything_changed_is_not_kept(
    listening: None, make: Callable[[], str]
) -> None:
    def interrupted() -> str:
        sharing.anything_changed(str(MINE))
        return make()

    sharing.for_a_moment(MINE, "stopped", interrupted)

    assert sharing.for_a_moment(MINE, "stopped", make) == "rendering 2"
