"""The table of results, on the screen and in `results/latest.json`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import orjson

LATEST = Path(__file__).parent / "results" / "latest.json"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure. `value` is the median of the runs; `ratio` that of each run to its neighbour.

    A machine drifts between rounds more than within one: each run is compared with the run of
    `against` in the same round.
    """

    name: str
    value: float | None
    unit: str
    against: str | None
    ratio: float | None
    min: float | None
    max: float | None


def row(
    name: str,
    unit: str,
    runs: Sequence[float],
    against: str | None = None,
    its_runs: Sequence[float] = (),
) -> Row:
    """Summarise the runs; `against` names the row with which it is compared, with `its_runs`."""
    ratios = [mine / its for mine, its in zip(runs, its_runs, strict=False)]
    return Row(
        name=name,
        value=round(median(runs), 3),
        unit=unit,
        against=against,
        ratio=round(median(ratios), 3) if ratios else None,
        min=round(min(runs), 3),
        max=round(max(runs), 3),
    )


def unmeasured(name: str, why: str) -> Row:
    """A row without a figure, which says why."""
    return Row(
        name=f"{name}: not measured ({why})",
        value=None,
        unit="",
        against=None,
        ratio=None,
        min=None,
        max=None,
    )


def show(rows: Sequence[Row]) -> str:
    """The rows as a table in plain text."""
    head = ("what", "median", "min", "max", "unit", "ratio", "against")
    lines = [
        head,
        *(
            (
                each.name,
                _number(each.value),
                _number(each.min),
                _number(each.max),
                each.unit,
                "" if each.ratio is None else f"{each.ratio:.2f} x",
                each.against or "",
            )
            for each in rows
        ),
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            text.rjust(width) if 0 < column < 4 or column == 5 else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def write(rows: Sequence[Row]) -> None:
    """Keep the rows as the latest results."""
    LATEST.parent.mkdir(exist_ok=True)
    LATEST.write_bytes(
        orjson.dumps([asdict(each) for each in rows], option=orjson.OPT_INDENT_2) + b"\n"
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
