"""Rows for a spreadsheet, in which nothing that someone wrote is run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

Row = Mapping[str, Any]


def write_csv(rows: Sequence[Row]) -> str:
    """The rows with a head; a list in a cell is parted by spaces, what is not known is empty."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    if rows:
        writer.writerow(_cell(name) for name in rows[0])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return written.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    text = "" if value is None else str(value)
    # A spreadsheet would run what begins so; the apostrophe makes it text.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
