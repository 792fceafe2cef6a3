"""From a dossier to the bytes of its PDF; the same dossier is always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from bode.licensing.dossier.structs import Dossier

from .layout import lay_out

_FOLDER = Path(str(files(__package__)))
FONTS = _FOLDER / "fonts"
_one_at_a_time = Lock()  # the compiler keeps what it made before, for whoever is next


def print_pdf(dossier: Dossier) -> bytes:
    """The dossier as PDF/UA-1, in Dutch. Typst refuses to write what would not be accessible."""
    return set_pages(lay_out(dossier), dossier.as_of)


def set_pages(told: Mapping[str, Any], as_of: datetime) -> bytes:
    """Any document that is laid out as a dossier is, of the keys that `dossier.typ` asks for."""
    with _one_at_a_time:
        made = _compiler().compile(
            format="pdf",
            sys_inputs={"dossier": json.dumps({**told, "date": _date(as_of)}, ensure_ascii=False)},
            pdf_standards=["1.7", "ua-1"],
            timestamp=int(as_of.timestamp()),
        )
    assert isinstance(made, bytes)
    return made


def _date(as_of: datetime) -> list[int]:
    at = as_of.astimezone(UTC)
    return [at.year, at.month, at.day, at.hour, at.minute, at.second]


@cache
def _compiler() -> typst.Compiler:
    """Only our own fonts and those within Typst: a machine's would make another file."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(_FOLDER / "dossier.typ"), root=str(_FOLDER), font_paths=fonts)
