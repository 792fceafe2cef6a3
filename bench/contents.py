"""How well the content check tells what is forbidden, on messages labelled by hand, and how fast.

Precision is the share of what it finds that was labelled so; recall the share of what was labelled
so that it finds. Beside each figure on messages that were held out stands that on the ones for
which the signs were written: the difference is what was learnt by heart.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bode.policy import PERSONAL_NUMBER, PURPOSES, Finding, find_contents

from .table import Row, row

LABELLED = Path(__file__).parents[1] / "tests" / "policy" / "labelled"
HELD_OUT, DEVELOPMENT = "held out", "development"
KINDS = (*(each.code for each in PURPOSES.values() if not each.allowed), PERSONAL_NUMBER)
SECONDS = 0.5
_ORDINARY = (
    "Uw vergunning voor een dakkapel is klaar. U kunt de brief bekijken op onze website.",
    "U heeft morgen om 10.00 uur een afspraak bij ons aan de balie. Neem uw paspoort mee.",
)
_TODAY = date(2026, 11, 24)


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A message with what a careful colleague says of it, and what the check finds."""

    text: str
    kind: str
    """A forbidden purpose, `personal_number`, or `none`."""
    severity: str
    """`blocks`, `warns` or `none`."""
    found: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Score:
    """How many were found rightly, found wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that should be."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what should be found that was."""
        return self.right / max(1, self.right + self.missed)


def read(part: str) -> list[Labelled]:
    """The messages of one part, checked as on the day on which each would be sent."""
    path = LABELLED / f"{part.replace(' ', '_')}.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Labelled(
                text=each["text"],
                kind=each["kind"],
                severity=each["severity"],
                found=tuple(find_contents(each["text"], date.fromisoformat(each["day"]))),
            )
            for each in rows
        ]


def score(
    messages: Sequence[Labelled],
    labelled: Callable[[Labelled], bool],
    found: Callable[[Labelled], bool],
) -> Score:
    """Count by what a message was labelled, and what was found in it."""
    pairs = [(labelled(each), found(each)) for each in messages]
    return Score(
        right=pairs.count((True, True)),
        wrong=pairs.count((False, True)),
        missed=pairs.count((True, False)),
    )


def scores(messages: Sequence[Labelled]) -> Iterator[tuple[str, Score]]:
    """Of any finding, of what blocks, and of each kind."""
    yield "anything", score(messages, lambda it: it.kind != "none", lambda it: bool(it.found))
    yield (
        "what blocks",
        score(
            messages,
            lambda it: it.severity == "blocks",
            lambda it: any(each.blocks for each in it.found),
        ),
    )
    for kind in KINDS:
        yield kind, score(messages, *_of_kind(kind))


def measure(rounds: int) -> list[Row]:
    """The rows of the table."""
    learnt = dict(scores(read(DEVELOPMENT)))
    rows = []
    for name, held_out in scores(read(HELD_OUT)):
        for figure in ("precision", "recall"):
            mine, theirs = getattr(held_out, figure), getattr(learnt[name], figure)
            other = f"content check, {name}: {figure}, {DEVELOPMENT}"
            mine_is = f"content check, {name}: {figure}, {HELD_OUT}"
            rows += [row(mine_is, "share", [mine], other, [theirs]), row(other, "share", [theirs])]
    speed = [_per_second() for _ in range(rounds)]
    return [*rows, row("content check of ordinary messages", "messages/s", speed)]


def _of_kind(kind: str) -> tuple[Callable[[Labelled], bool], Callable[[Labelled], bool]]:
    return (
        lambda it: it.kind == kind,
        lambda it: any(each.kind == kind for each in it.found),
    )


def _per_second() -> float:
    done, began = 0, time.process_time()
    while (took := time.process_time() - began) < SECONDS:
        for text in _ORDINARY * 50:
            find_contents(text, _TODAY)
        done += len(_ORDINARY) * 50
    return done / took
