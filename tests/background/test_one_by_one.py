"""A row that fails keeps no other from its turn."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bode.background.one_by_one import SomeFailed, do_one_by_one
from bode.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def make(code: str) -> bool:
    Organisation.objects.create(kind="municipality", code=code, name=code)
    if code == "b":
        raise ValueError("a secret of someone")
    return code != "c"


def test_the_others_are_done_and_the_job_fails_at_the_end() -> None:
    with capture_logs() as logs, pytest.raises(SomeFailed) as failed:
        do_one_by_one("make", ["a", "b", "c"], make)

    made = Organisation.objects.filter(code__in=["a", "b", "c"])
    assert {each.code for each in made} == {"a", "c"}
    [told] = logs
    assert (told["job"], told["id"], told["error"]) == ("make", "b", "ValueError")
    assert "secret" not in f"{logs} {failed.value!r} {failed.value.__context__!r}"


def test_it_counts_for_how_many_there_was_something_to_do() -> None:
    assert do_one_by_one("make", ["a", "c", "d"], make) == 2
