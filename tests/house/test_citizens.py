"""Each file of browser tests has citizens of its own, as files that run together share a demo."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

BROWSER = Path(__file__).resolve().parents[1] / "browser"
TAKES_PICTURES = "screens.py"  # in a demo of its own
NUMBER = re.compile(r"31612000(?:\d{3}|\d*(?=\{))")  # whole, or the beginning of several

CITIZENS = [
    (path.name, number)
    for path in sorted(BROWSER.glob("*.py"))
    if path.name != TAKES_PICTURES
    for number in sorted(set(NUMBER.findall(path.read_text())))
]


def test_no_citizen_writes_in_two_files() -> None:
    shared = {
        f"{number} in {file} and {other_file}"
        for (file, number), (other_file, other) in combinations(CITIZENS, 2)
        if file != other_file and (number.startswith(other) or other.startswith(number))
    }

    assert CITIZENS
    assert shared == set()
