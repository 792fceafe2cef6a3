"""What a first page would have to wait for, made ready before anybody asks."""

from __future__ import annotations

import gc
from pathlib import Path

from django.template import engines


def load_templates() -> None:
    """Read all templates; they stay as long as the process."""
    engine = engines["django"]
    for folder in map(Path, engine.dirs):
        for path in folder.rglob("*.html"):
            engine.get_template(str(path.relative_to(folder)))


def keep_what_is_loaded(*thresholds: int) -> None:
    """Look for garbage only in what is made from now on, as often as these say (`gc`).

    All that is loaded by now stays: to look through it again and again would take a fifth of a
    worker's time, and slow down the door and each page. What comes after it is mostly gone by
    itself. Few objects are gathered in a moment, and many in one pause.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*thresholds)
