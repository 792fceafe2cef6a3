"""Files of statuses: reading every row, and naming every mistake where it stands.

The columns are called as in the monitor's own download, so that one can be changed and read in.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.basics.spreadsheets import NotCsv, decode_csv, read_csv
from bode.policy import PURPOSES

from .errors import FileRefused, RowProblem
from .opendata import COLUMNS
from .towns import Town
from .uses import CLAIMABLE, Use

TEMPLATE = (
    "code;route;first_day;until;provider;purposes\r\n"
    "GM0000;bsp;2026-01-31;;Naam van de BSP;permits appointments\r\n"
)
MOST_BYTES, MOST_ROWS = 1_000_000, 5_000
_NOT_CSV = {
    "encoding": gettext_noop("Het bestand is geen UTF-8. Bewaar het als “CSV UTF-8”."),
    "form": gettext_noop("Het bestand is geen CSV."),
}
_NEEDED = ("code", "route", "first_day")
_USED = (*_NEEDED, "until", "provider", "purposes")
_LONGEST_PROVIDER = 120
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DUTCH_DAY = re.compile(r"(\d\d?)-(\d\d?)-(\d{4})")


@dataclass(frozen=True, kw_only=True, slots=True)
class FileRow:
    """One claim as a file has it; `row` is its line number, the head being 1."""

    row: int
    code: str
    use: Use
    first_day: date
    until: date | None
    provider: str
    purposes: tuple[str, ...]


def decode(content: bytes) -> str:
    """The file as text. Raises `FileRefused`."""
    if len(content) > MOST_BYTES:
        raise _refused(_("Het bestand is groter dan 1 MB."))
    try:
        return decode_csv(content)
    except NotCsv as wrong:
        raise _refused(_(_NOT_CSV[wrong.reason])) from None


def read_file(text: str, towns: Mapping[str, Town], source_day: date) -> list[FileRow]:
    """Every row of a file from a source of that day. Raises `FileRefused` with all mistakes."""
    try:
        table = read_csv(text)
    except NotCsv as wrong:
        raise _refused(_(_NOT_CSV[wrong.reason])) from None
    columns = [name.strip().lower() for name in table[0]] if table else []
    _check_head(columns)
    body = [(number, line) for number, line in enumerate(table[1:], start=2) if any(line)]
    if not body:
        raise _refused(_("Er staan geen rijen in het bestand."))
    if len(body) > MOST_ROWS:
        raise _refused(_("Het bestand heeft meer dan %(most)s rijen.") % {"most": MOST_ROWS})
    reader = _Reader(towns, source_day)
    rows = [reader.read(number, columns, line) for number, line in body]
    read = [row for row in rows if row is not None]
    reader.problems.extend(_overlaps(read))
    if reader.problems:
        raise FileRefused(sorted(reader.problems, key=lambda problem: problem.row))
    if not read:
        raise _refused(_("Geen rij zegt iets: overal is de weg “unknown”."))
    return read


def _check_head(columns: Sequence[str]) -> None:
    missing = [name for name in _NEEDED if name not in columns]
    strange = [name for name in columns if name not in (*_USED, *COLUMNS)]
    twice = {name for name in columns if columns.count(name) > 1}
    problems = [
        *(RowProblem(row=1, column=each, reason=_("Deze kolom ontbreekt.")) for each in missing),
        *(
            RowProblem(row=1, column=each, reason=_("Deze kolom kent Bode niet."))
            for each in strange
        ),
        *(
            RowProblem(row=1, column=each, reason=_("Deze kolom staat er twee keer."))
            for each in sorted(twice)
        ),
    ]
    if problems:
        raise FileRefused(problems)


class _Reader:
    """Reads rows, and gathers what is wrong with them."""

    def __init__(self, towns: Mapping[str, Town], source_day: date) -> None:
        self.problems: list[RowProblem] = []
        self._towns = towns
        self._source_day = source_day
        self._row = 0

    def read(self, number: int, columns: Sequence[str], line: Sequence[str]) -> FileRow | None:
        """The row, or None where something is wrong with it."""
        before, self._row = len(self.problems), number
        if len(line) != len(columns):
            reason = _("Deze rij heeft %(has)s kolommen; het zijn er %(needs)s.")
            self._complain("", reason % {"has": len(line), "needs": len(columns)})
            return None
        cells = {name: cell.strip() for name, cell in zip(columns, line, strict=True)}
        if cells["route"] == Use.UNKNOWN and not cells["first_day"]:
            return None  # so does a download tell that nothing is known; it claims nothing
        town = self._town(cells["code"])
        use = self._use(cells["route"])
        first_day = self._day("first_day", cells["first_day"])
        until = self._day("until", cells["until"]) if cells.get("until") else None
        purposes = self._purposes(cells.get("purposes", ""))
        provider = self._provider(cells.get("provider", ""))
        if first_day:
            self._check_days(town, first_day, until)
        if len(self.problems) > before or not town or not use or not first_day:
            return None
        return FileRow(
            row=number,
            code=town.code,
            use=use,
            first_day=first_day,
            until=until,
            provider=provider,
            purposes=purposes,
        )

    def _complain(self, column: str, reason: str) -> None:
        self.problems.append(RowProblem(row=self._row, column=column, reason=reason))

    def _town(self, code: str) -> Town | None:
        town = self._towns.get(code.upper())
        if town is None:
            self._complain(
                "code", _("Er is geen gemeente met de code “%(code)s”.") % {"code": code}
            )
        return town

    def _use(self, word: str) -> Use | None:
        use = next((use for use in CLAIMABLE if use == word), None)
        if word == Use.UNKNOWN:
            self._complain("route", _("Laat een gemeente weg waarvan de weg niet bekend is."))
        elif use is None:
            names = ", ".join(CLAIMABLE)
            self._complain("route", _("Kies een van: %(names)s.") % {"names": names})
        return use

    def _day(self, column: str, text: str) -> date | None:
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
            if dutch := _DUTCH_DAY.fullmatch(text):
                day, month, year = map(int, dutch.groups())
                return date(year, month, day)
        except ValueError:
            pass  # such as 30 February
        self._complain(column, _("Dit is geen datum. Schrijf hem als 2026-01-31 of 31-01-2026."))
        return None

    def _purposes(self, text: str) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(text.split()))
        for code in codes:
            known = PURPOSES.get(code)
            if known is None or not known.allowed:
                allowed = ", ".join(each.code for each in PURPOSES.values() if each.allowed)
                reason = _("“%(code)s” is geen doel. Kies uit: %(allowed)s.")
                self._complain("purposes", reason % {"code": code, "allowed": allowed})
        return codes

    def _provider(self, name: str) -> str:
        if len(name) > _LONGEST_PROVIDER:
            reason = _("Deze naam is langer dan %(most)s tekens.")
            self._complain("provider", reason % {"most": _LONGEST_PROVIDER})
        return name

    def _check_days(self, town: Town | None, first_day: date, until: date | None) -> None:
        if first_day > self._source_day:
            self._complain("first_day", _("Deze dag ligt na de datum van de bron."))
        if until is not None and until <= first_day:
            self._complain("until", _("Deze dag moet na de eerste dag liggen."))
        if town is None:
            return
        starts_late = town.valid_to is not None and first_day > town.valid_to
        ends_early = town.valid_from is not None and until is not None and until <= town.valid_from
        if starts_late or ends_early:
            self._complain("code", _("Deze gemeente bestond toen niet."))


def _overlaps(rows: Sequence[FileRow]) -> Iterator[RowProblem]:
    """A source that says two things of the same day says nothing."""
    ordered = sorted(rows, key=lambda row: (row.code, row.first_day))
    for before, after in itertools.pairwise(ordered):
        if before.code == after.code and (before.until is None or after.first_day < before.until):
            reason = _("Deze periode overlapt met die van rij %(row)s.") % {"row": before.row}
            yield RowProblem(row=after.row, column="first_day", reason=reason)


def _refused(reason: str) -> FileRefused:
    return FileRefused([RowProblem(row=1, column="", reason=reason)])
