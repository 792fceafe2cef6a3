"""Files of consents: reading every row, and naming every mistake where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.basics import HERE, RecipientInvalid, digits, parse_recipient
from bode.basics.spreadsheets import NotCsv, decode_csv, read_csv
from bode.policy import PURPOSES

from .areas import read_area
from .consent_emails import read_email
from .consent_rows import Said
from .errors import AreaWrong, ConsentFileRefused, RowProblem
from .saying_no import CALLED, words_of

MOST_ROWS, MOST_BYTES = 100_000, 50_000_000
MOST_TIMES = 50
"""So often a citizen may stand in a file for one purpose: once for each area, or a little more."""
COLUMNS = {
    "telefoonnummer": "phone",
    "doel": "purpose",
    "tekst": "wording",
    "bron": "source",
    "datum": "date",
    "gebied": "area",
    "e-mail": "email",
}
"""What each column is called in Dutch and in English."""
TEMPLATE = (
    f"{';'.join(COLUMNS)}\r\n"
    "+31612345678;appointments;Ja, stuur mij een herinnering via WhatsApp.;Formulier afspraak maken"
    ";2026-01-31 14:30;;\r\n"
)
MAY_LACK = ("gebied", "e-mail")
_LONGEST = {"tekst": 4000, "bron": 200}
_ALLOWED = [each.code for each in PURPOSES.values() if each.allowed]
_AT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?")
_DUTCH_AT = re.compile(r"(\d\d?)-(\d\d?)-(\d{4})(?: (\d\d?)[:.](\d\d))?")
_PLAIN_DUTCH = re.compile(r"(?:0|0031|31)(6\d{8})")
_NO_PHONE = {
    "missing": gettext_noop("Er staat geen nummer."),
    "not_a_number": gettext_noop("Dit is geen telefoonnummer."),
    "not_valid": gettext_noop("Dit nummer bestaat niet."),
    "not_mobile": gettext_noop("Dit is geen mobiel nummer."),
}
_NOT_CSV = {
    "encoding": gettext_noop("Het bestand is geen UTF-8. Bewaar het als “CSV UTF-8”."),
    "form": gettext_noop("Het bestand is geen CSV."),
}

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentRow:
    """One yes as a file has it; `row` is its line number, the head being 1."""

    row: int
    address: str
    said: Said
    email: str = ""


def decode(content: bytes) -> str:
    """The file as text. Raises `ConsentFileRefused`."""
    if len(content) > MOST_BYTES:
        raise _refused(_("Het bestand is groter dan 50 MB."))
    try:
        return decode_csv(content)
    except NotCsv as wrong:
        raise _refused(_(_NOT_CSV[wrong.reason])) from None


def read_file(text: str, at: datetime) -> list[ConsentRow]:
    """Every row, said before this moment. Raises `ConsentFileRefused` with all mistakes."""
    try:
        table = read_csv(text)
    except NotCsv as wrong:
        raise _refused(_(_NOT_CSV[wrong.reason])) from None
    columns = _read_head(table[0] if table else [])
    body = [(number, line) for number, line in enumerate(table[1:], start=2) if any(line)]
    if not body:
        raise _refused(_("Er staan geen rijen in het bestand."))
    if len(body) > MOST_ROWS:
        raise _refused(_("Het bestand heeft meer dan 100.000 rijen."))
    reader = _Reader(columns, at)
    rows = [row for number, line in body if (row := reader.read(number, line))]
    problems = [*reader.problems, *_too_often(rows)]
    if problems:
        raise ConsentFileRefused(problems)
    return rows


def _too_often(rows: Sequence[ConsentRow]) -> Iterator[RowProblem]:
    times: Counter[tuple[str, str]] = Counter()
    for each in rows:
        times[each.address, each.said.purpose] += 1
        if times[each.address, each.said.purpose] == MOST_TIMES + 1:
            reason = _("Dit nummer staat er meer dan %(most)s keer met dit doel.")
            told = reason % {"most": MOST_TIMES}
            yield RowProblem(row=each.row, column="telefoonnummer", reason=told)


def _read_head(head: Sequence[str]) -> list[str]:
    """The columns by their Dutch names."""
    dutch = {english: name for name, english in COLUMNS.items()}
    names = [name.strip().lower() for name in head]
    columns = [dutch.get(name, name) for name in names]
    missing = [each for each in COLUMNS if each not in (*columns, *MAY_LACK)]
    strange = [each for each in columns if each not in COLUMNS]
    twice = [each for each in COLUMNS if columns.count(each) > 1]
    problems = [
        *(_in_head(each, _("Deze kolom ontbreekt.")) for each in missing),
        *(_in_head(each, _("Deze kolom kent Bode niet.")) for each in strange),
        *(_in_head(each, _("Deze kolom staat er twee keer.")) for each in twice),
    ]
    if problems:
        raise ConsentFileRefused(problems)
    return columns


class _Reader:
    """Reads rows, and gathers what is wrong with them."""

    def __init__(self, columns: Sequence[str], at: datetime) -> None:
        self.problems: list[RowProblem] = []
        self._columns, self._at = columns, at
        self._known: dict[Said, Said] = {}

    def read(self, number: int, line: Sequence[str]) -> ConsentRow | None:
        """The row, or None where something is wrong with it."""
        if len(line) != len(self._columns):
            reason = _("Deze rij heeft %(has)s kolommen; het zijn er %(needs)s.")
            told = reason % {"has": len(line), "needs": len(self._columns)}
            self.problems.append(RowProblem(row=number, column="", reason=told))
            return None
        cells = dict(zip(self._columns, map(str.strip, line), strict=True))

        def take(column: str, read: Callable[[str], T]) -> T | None:
            try:
                return read(cells.get(column, ""))
            except _Wrong as wrong:
                self.problems.append(RowProblem(row=number, column=column, reason=wrong.reason))
                return None

        address = take("telefoonnummer", _phone)
        purpose = take("doel", _purpose)
        wording = take("tekst", lambda text: _text(text, _LONGEST["tekst"]))
        source = take("bron", lambda text: _text(text, _LONGEST["bron"]))
        given_at = take("datum", self._moment)
        area = take("gebied", _area)
        email = take("e-mail", _email)
        if not (address and purpose and wording and source and given_at):
            return None
        if area is None or email is None:
            return None
        said = Said(purpose=purpose, wording=wording, source=source, given_at=given_at, area=area)
        said = self._known.setdefault(said, said)
        return ConsentRow(row=number, address=address, said=said, email=email)

    def _moment(self, text: str) -> datetime:
        at = _moment(text)
        if at > self._at:
            raise _Wrong(_("Dit moment is nog niet geweest."))
        return at


class _Wrong(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _phone(text: str) -> str:
    try:
        # The usual ways to write a Dutch number are read without the library, which is slow.
        plain = _PLAIN_DUTCH.fullmatch(text.translate(_SPACES))
        return digits(parse_recipient(f"+31{plain[1]}" if plain else text))
    except RecipientInvalid as invalid:
        raise _Wrong(_(_NO_PHONE[invalid.code])) from None


_SPACES = str.maketrans("", "", " -")


def _purpose(text: str) -> str:
    code = text if text in _ALLOWED else CALLED.get(words_of(text), "")
    if not code:
        raise _Wrong(_("Kies een van: %(names)s.") % {"names": ", ".join(_ALLOWED)})
    return code


def _text(text: str, longest: int) -> str:
    if not text:
        raise _Wrong(_("Vul dit in."))
    if len(text) > longest:
        raise _Wrong(_("Dit is langer dan %(most)s tekens.") % {"most": longest})
    return text


def _moment(text: str) -> datetime:
    """A day, from its first moment on, or a moment; by the Dutch clock."""
    try:
        if written := _AT.fullmatch(text):
            return datetime.fromisoformat(f"{written[1]} {written[2] or '00:00'}").replace(
                tzinfo=HERE
            )
        if written := _DUTCH_AT.fullmatch(text):
            day, month, year, hour, minute = (int(each or 0) for each in written.groups())
            return datetime(year, month, day, hour, minute, tzinfo=HERE)
    except ValueError:
        pass  # such as 30 February
    raise _Wrong(_("Dit is geen datum. Schrijf hem als 2026-01-31 of 31-01-2026."))


def _area(text: str) -> str:
    try:
        return read_area(text)
    except AreaWrong:
        raise _Wrong(_("Dit is geen postcode of naam van een buurt.")) from None


def _email(text: str) -> str:
    try:
        return text and read_email(text)
    except ValueError:
        raise _Wrong(_("Dit is geen e-mailadres.")) from None


def _in_head(column: str, reason: str) -> RowProblem:
    return RowProblem(row=1, column=column, reason=reason)


def _refused(reason: str) -> ConsentFileRefused:
    return ConsentFileRefused([_in_head("", reason)])
