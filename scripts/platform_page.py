"""Write or check docs/platform.md: what of the platform Bode reads, acts on, simulates and tests.

python scripts/platform_page.py check    say what is not covered, or that the page is old
python scripts/platform_page.py write    write it anew

The rows stand in platform_items.toml; the cells are found in the code, the tests and the simulator
as it runs. A cell without evidence needs a reason, and a reason beside evidence is one too many.
"""

from __future__ import annotations

import asyncio
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import platform_evidence as found
from platform_rows import SECTIONS, Reasons, Section, read_codes
from platform_simulated import look

from bode.whatsapp import ERRORS

PAGE = found.ROOT / "docs" / "platform.md"
ITEMS = Path(__file__).with_name("platform_items.toml")
COLUMNS = ("parsed", "acted", "simulated", "tested")
HEAD = """# What Bode knows of the platform

Every webhook field, event, message type, status, address and error code of the WhatsApp Business
Platform: how it is **parsed**, who **acts on** it, how the **simulator** does it, and where it is
**tested**. In *slanting letters*: why not.

Written by `python scripts/platform_page.py write`, from the code, the tests and a simulator that
runs; `make check` fails when something here is no longer so, or when an item has neither evidence
nor a reason. Items and reasons stand in `scripts/platform_items.toml`.
"""


def main(command: str) -> int:
    """Do what is asked; returns the exit status."""
    items = tomllib.loads(ITEMS.read_text())
    tried = (items[name] for name in ("endpoints", "dialog360", "messages_in", "messages_out"))
    seen = asyncio.run(look(*tried))
    sections = {name: build(items[name], seen) for name, build in SECTIONS.items()}
    wrong = [
        *_unlisted(items),
        *(one for name in sections for one in _uncovered(sections[name], items[name])),
    ]
    if wrong:
        sys.stderr.write("\n".join(["platform_items.toml and the code disagree:", *wrong, ""]))
        return 1
    page = HEAD + "".join(_table(section, items[name]) for name, section in sections.items())
    if command == "write":
        PAGE.write_text(page)
    elif PAGE.read_text() != page:
        sys.stderr.write("docs/platform.md is old; run: python scripts/platform_page.py write\n")
        return 1
    return 0


def _unlisted(items: Mapping[str, Mapping[str, Reasons]]) -> Iterator[str]:
    """Yield what the code knows and the list of items doesn't."""
    called = {each.get("bode") for each in items["endpoints"].values()}
    for method in sorted(found.client_methods() - called):
        yield f"Client.{method}: no endpoint names it"
    fields = {field for field, _ in found.SAMPLES.values()}
    for field in sorted(fields - items["fields"].keys()):
        yield f"{field}: there is a sample of it, and it is not among the fields"
    listed = {read_codes(code) for code in items["errors"]["codes"]}
    for code in ERRORS:
        if code not in listed:
            yield f"{code}: Bode explains it, and it is not among the errors"


def _uncovered(section: Section, items: Mapping[str, Reasons]) -> Iterator[str]:
    for row in section.rows:
        reasons = items.get(row.name, {})
        for column, evidence in zip(COLUMNS, row[1:], strict=True):
            reason = _reason(reasons, column)
            if not evidence and not reason:
                yield f"{row.name}: not {column}, and no reason why"
            if evidence and column in reasons:
                yield f"{row.name}: {column} by {evidence}, so there is no need for a reason"


def _reason(reasons: Reasons, column: str) -> str:
    """Return why a cell is empty; what is not parsed can't be acted on."""
    return reasons.get(column) or ("the same" if column == "acted" and "parsed" in reasons else "")


def _table(section: Section, items: Mapping[str, Reasons]) -> str:
    head = f"\n## {section.title}\n\n{section.words}\n\n| | {' | '.join(section.columns)} |\n"
    lines = [head, "| --- | --- | --- | --- | --- |\n"]
    for row in section.rows:
        reasons = items.get(row.name, {})
        cells = [
            evidence or f"*{_reason(reasons, column)}*"
            for column, evidence in zip(COLUMNS, row[1:], strict=True)
        ]
        lines.append(f"| `{row.name}` | {' | '.join(cells)} |\n")
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
