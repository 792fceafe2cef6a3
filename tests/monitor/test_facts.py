"""What is known from the news: the figures that the sources give, and of real municipalities."""

from __future__ import annotations

import csv
from pathlib import Path

from bode import organisations
from bode.monitor.aggregates import AGGREGATES
from bode.monitor.named_cases import CASES


def test_december_2019_is_told_as_it_was_counted() -> None:
    last = AGGREGATES[-1]

    assert (last.users, last.of) == (189, 355)
    assert [part.number for part in last.parts] == [119, 54, 16]
    assert sum(part.number for part in last.parts) == last.users


def test_every_aggregate_and_every_report_names_its_source() -> None:
    assert all(each.source for each in (*AGGREGATES, *CASES))


def test_every_report_is_about_a_municipality_that_there_is() -> None:
    data = Path(organisations.__file__).with_name("data") / "municipalities.csv"
    with data.open(encoding="utf-8") as file:
        codes = {row["code"] for row in csv.DictReader(file)}

    assert {case.code for case in CASES} <= codes
