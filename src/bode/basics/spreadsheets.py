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


class NotCsv(ValueError):
    """This is no CSV file: `reason` is `encoding` (no UTF-8) or `form`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def decode_csv(content: bytes) -> str:
    """A CSV file as text. Raises `NotCsv`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotCsv("encoding") from None
    if "\0" in text:
        raise NotCsv("form")
    return text


def read_csv(text: str) -> list[list[str]]:
    """Its lines, parted by semicolons or commas as the first one is. Raises `NotCsv`."""
    head, _sep, _rest = text.partition("\n")
    delimiter = ";" if head.count(";") > head.count(",") else ","
    try:
        return list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error:
        raise NotCsv("form") from None
