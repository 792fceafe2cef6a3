"""Write or check docs/errors.md: every error code of the platform, from the code that acts on it.

python scripts/error_page.py check    say when the page is not what the code tells
python scripts/error_page.py write    write it anew
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from bode.whatsapp import ERRORS, Acts, Meaning, Retry

PAGE = Path(__file__).resolve().parent.parent / "docs" / "errors.md"
HEAD = """# Errors of the platform

Every error code of the WhatsApp Business Platform that Bode knows, and what follows from it. Bode
acts on codes alone, never on the platform's texts. A code that is not listed is tried again, with
growing pauses, where the platform calls it transient or its HTTP status is 429 or 5xx; otherwise it
is not. It is logged once, by whichever worker meets it first, as `whatsapp.error_unknown`.

Without any code, 429 and 503 are tried again. Another 5xx may come from a machine in between, after
the platform took the message: its answer counts as lost, and the message as unsettled. Outside the
crisis lane a person then decides ([architecture.md](architecture.md#after-a-crash)).

Written by `python scripts/error_page.py write`; change `src/bode/whatsapp/*_errors.py` instead.

| code | meaning | in Dutch | tried again | by a person | who acts | what to do |
| --- | --- | --- | --- | --- | --- | --- |
"""
RETRIES = {
    Retry.NO: "no",
    Retry.FEW: "a few times",
    Retry.BACKOFF: "until it works, with growing pauses",
    Retry.AFTER_A_PAUSE: "after a pause, with all others of its kind",
    Retry.LATER: "no: once something outside has changed",
}
ACTORS = {
    Acts.NOBODY: "nobody",
    Acts.AGENT: "the sender",
    Acts.ADMINISTRATOR: "the administrator",
    Acts.PROVIDER: "the provider (BSP)",
}


def main(command: str) -> int:
    """Do what is asked; returns the exit status."""
    page = HEAD + "".join(row(codes, told) for codes, told in sorted(ERRORS.items(), key=first))
    if command == "write":
        PAGE.write_text(page)
    elif PAGE.read_text() != page:
        sys.stderr.write("docs/errors.md is old; run: python scripts/error_page.py write\n")
        return 1
    return 0


def row(codes: int | range, told: Meaning) -> str:
    """One line of the table."""
    name = f"{codes.start} to {codes[-1]}" if isinstance(codes, range) else str(codes)
    retry = RETRIES[told.retry] + ("; what would meet it too is held" if told.stops_number else "")
    cells = (
        *(name, told.title_en, told.title_nl, retry, by_a_person(told)),
        *(ACTORS[told.acts], told.advice_en),
    )
    return f"| {' | '.join(cells)} |\n"


def by_a_person(told: Meaning) -> str:
    """Whether someone may send the same once more."""
    if told.repeat_after is None:
        return "no: in vain"
    hours = int(told.repeat_after / timedelta(hours=1))
    return f"after {hours} hours" if hours else "yes"


def first(item: tuple[int | range, Meaning]) -> tuple[int, int]:
    """Sort by the first code; a range before the codes of their own that lie in it."""
    codes, _ = item
    return (codes.start, 0) if isinstance(codes, range) else (codes, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
