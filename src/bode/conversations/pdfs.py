"""Pictures of the pages of a PDF.

Reading a stranger's PDF is the most dangerous thing one can do with a file. So it is never opened
here: a process does that which knows no secrets, has hardly any rights (`pdf_drawing`) and gives
back pixels alone.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import BinaryIO, NamedTuple

from PIL import Image

MOST_PAGES = 20
"""Of one file that the desk shows; the rest is to be read in the file itself."""
_READABLE = (1200, 2400)  # pixels: the box that a page is drawn in to be read
_PROGRAM = Path(__file__).with_name("pdf_drawing.py")
_SECONDS = 10
_PATIENCE = 3.0  # seconds
# More would slow each other until none is done in time.
_AT_ONCE = BoundedSemaphore(2)


class Page(NamedTuple):
    """The picture of a page, as WebP, and of how many pages it is one."""

    picture: bytes
    pages: int


@contextmanager
def _turn() -> Iterator[None]:
    """Raises `TimeoutError` when others take too long: whoever waits for it holds a page up."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise TimeoutError
    try:
        yield
    finally:
        _AT_ONCE.release()


def draw_page(file: BinaryIO, number: int, box: tuple[int, int] = _READABLE) -> Page | None:
    """Draw a page, from 1, as large as fits in a box of pixels.

    None when that can't be done: the file is broken or locked, has no such page, or takes too much.
    """
    with TemporaryFile() as given, TemporaryFile() as drawn:
        file.seek(0)
        copyfileobj(file, given)
        given.seek(0)
        command = [sys.executable, "-I", str(_PROGRAM), *map(str, (number, *box))]
        try:
            with _turn():
                subprocess.run(  # noqa: S603 - ourselves
                    command,
                    stdin=given,
                    stdout=drawn,
                    stderr=subprocess.DEVNULL,
                    env={},
                    cwd="/",
                    timeout=_SECONDS,
                    check=True,
                )
            drawn.seek(0)
            return _read(drawn)
        except (subprocess.SubprocessError, OSError, ValueError):
            return None


def _read(drawn: BinaryIO) -> Page:
    """What the process drew. It may have been taken over: nothing that it says is believed."""
    pages, width, height, row = map(int, drawn.readline(100).split())
    pixels = drawn.read()
    if not (pages > 0 and 0 < 3 * width <= row and row * height == len(pixels)):
        raise ValueError
    written = BytesIO()
    Image.frombytes("RGB", (width, height), pixels, "raw", "BGR", row).save(written, "WEBP")
    return Page(written.getvalue(), pages)
