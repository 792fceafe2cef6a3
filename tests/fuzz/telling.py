"""What whoever waits for a run sees of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.fuzz.course import Course, Fault


def progress(runs: Course, seed: int, seconds: float, new: Sequence[Fault]) -> str:
    """How far it is after a round, with the faults that the round found."""
    sent = runs.answers.total()
    line = f"{sent:9,} payloads, {sent / seconds:4.0f} a second, round {seed}"
    return "\n".join([f"{line}: {len(new)} faults", *_told(new), ""])


def summary(runs: Course) -> str:
    """What became of everything, and each fault with the smallest payload that made it."""
    counted = {"answers": runs.answers, "in the log": runs.states, "kinds seen": runs.kinds}
    lines = [
        f"{title}: " + ", ".join(f"{name} {count:,}" for name, count in counts.most_common())
        for title, counts in counted.items()
    ]
    return "\n".join([f"\n{runs.answers.total():,} payloads", *lines, *_told(runs.faults), ""])


def _told(faults: Sequence[Fault]) -> list[str]:
    counts = Counter(fault.what for fault in faults)
    smallest = {fault.what: fault for fault in sorted(faults, key=_size, reverse=True)}
    return [
        "\n".join([f"FAULT ({count} times): {what}", *map(repr, smallest[what].bodies)])
        for what, count in counts.most_common()
    ]


def _size(fault: Fault) -> int:
    return sum(map(len, fault.bodies))
