"""Check or compile the translations: Dutch stands in the source, English in src/bode/locale/en.

python scripts/translations.py check      every text translated, nothing left over, compiled
python scripts/translations.py compile    write the .mo file after a change of the .po file
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "bode"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = {".html", ".txt"}

Key = tuple[str, str | None]  # a text (the singular, where there are two) and its context


def main(command: str) -> int:
    """Do what is asked; returns the exit status."""
    catalog = read_catalog()
    if command == "compile":
        MO.write_bytes(compiled(catalog))
        return 0
    problems = list(find_problems(catalog))
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


def find_problems(catalog: Catalog) -> Iterator[str]:
    """What is wrong, each in a sentence."""
    used = dict(find_texts())
    known = {key_of(message.id, message.context): message for message in catalog if message.id}
    for key, place in used.items():
        message = known.get(key)
        if message is None or not is_translated(message.string):
            yield f"{place}: not translated: {key[0]!r}"
        elif message.fuzzy:
            yield f"{place}: the translation is a guess (fuzzy): {key[0]!r}"
    for key in known.keys() - used.keys():
        yield f"{PO.relative_to(ROOT)}: translated, but no longer used: {key[0]!r}"
    for message in catalog:
        for error in message.check(catalog):
            yield f"{PO.relative_to(ROOT)}: {error}: {message.id!r}"
    if not MO.exists() or contents(MO.read_bytes()) != contents(compiled(catalog)):
        yield f"{MO.relative_to(ROOT)}: not compiled; run: python scripts/translations.py compile"


def find_texts() -> Iterator[tuple[Key, str]]:
    """Every text that is marked for translation, with the place where it stands."""
    for file in sorted(SOURCE.rglob("*")):
        if file.suffix == ".py":
            source = file.read_bytes()
        elif file.suffix in TEMPLATES and "templates" in file.parts:
            source = as_python(file.read_text())
        else:
            continue
        found = extract("python", BytesIO(source), KEYWORDS, options={"encoding": "utf-8"})
        for line, texts, _comments, context in found:
            yield key_of(texts, context), f"{file.relative_to(ROOT)}:{line}"


def as_python(template: str) -> bytes:
    """A template with its texts as calls, and lines where they were.

    Django's own form still holds the indentation of the template, which Python would mind.
    """
    return "\n".join(line.strip() for line in templatize(template).split("\n")).encode()


def key_of(texts: str | tuple[str, ...], context: str | None) -> Key:
    return (texts if isinstance(texts, str) else texts[0]), context or None


def is_translated(string: str | tuple[str, ...]) -> bool:
    return bool(string) if isinstance(string, str) else all(string)


def read_catalog() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def compiled(catalog: Catalog) -> bytes:
    """The bytes of the .mo file."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def contents(mo: bytes) -> dict[Key, object]:
    """What a .mo file says, whichever program compiled it."""
    return {key_of(each.id, each.context): each.string for each in read_mo(BytesIO(mo)) if each.id}


if __name__ == "__main__":
    if sys.argv[1:] not in (["check"], ["compile"]):
        raise SystemExit(__doc__)
    raise SystemExit(main(sys.argv[1]))
