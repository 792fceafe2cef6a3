"""Pages of PDFs are drawn at a size that is bounded; of what can't be drawn there is no picture."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from tests import pdfs

from bode.conversations import pdf_drawing
from bode.conversations.pdfs import draw_page

# Whoever took the process over could try each of these.
HARM = {
    "signal its parent": "os.kill(os.getppid(), 0)",
    "signal a thread": "signal.pthread_kill(threading.main_thread().ident, signal.SIGTERM)",
    "signal all of its user": "os.kill(-1, 0)",
    "limit its parent": "resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))",
    "slow its parent": "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    "start a process": "os.fork()",
    "become another program": "os.execv('/bin/true', ['true'])",
    "open a file": "os.open('/etc/passwd', os.O_RDONLY)",
    "open a line": "socket.socket()",
}
TRY = """
import os, resource, runpy, signal, socket, sys, threading
runpy.run_path(sys.argv[1])["confine"]()
try:
    {harm}
except OSError as refused:
    print(type(refused).__name__)
"""


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_the_process_that_draws_can_do_nothing_to_others(harm: str) -> None:
    program = TRY.format(harm=harm)
    told = subprocess.run(
        [sys.executable, "-I", "-c", program, pdf_drawing.__file__],
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0
    assert told.stdout.strip() in ("PermissionError", "OSError"), told


def is_dark(picture: bytes) -> bool:
    with Image.open(BytesIO(picture)) as page:
        return page.convert("L").getextrema()[0] < 64


def test_a_page_is_drawn_to_be_read() -> None:
    second = draw_page(BytesIO(pdfs.pdf(3)), 2)

    assert second is not None
    assert second.pages == 3
    assert is_dark(second.picture)
    with Image.open(BytesIO(second.picture)) as page:
        assert (page.format, page.size) == ("WEBP", (1200, 1800))


def test_what_was_filled_in_is_drawn_too() -> None:
    form = draw_page(BytesIO(pdfs.filled_in("Noortje")), 1)

    assert form is not None
    assert is_dark(form.picture)


@pytest.mark.parametrize("size", [(28_346_457, 28_346_457), (28_346_457, 1), (1, 28_346_457)])
def test_a_page_of_10_kilometres_takes_no_more_pixels_than_another(size: tuple[int, int]) -> None:
    page = draw_page(BytesIO(pdfs.of_size(*size)), 1)

    assert page is not None
    with Image.open(BytesIO(page.picture)) as picture:
        assert picture.width <= 1200
        assert picture.height <= 2400


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: pdfs.pdf()[:900],
        lambda: pdfs.pdf().replace(b"obj", b"jbo"),
        pdfs.locked,
        lambda: b"GIF89a\n" + pdfs.pdf(),
        lambda: b"<script>alert(1)</script>" + pdfs.pdf(),
        pdfs.endless,
        pdfs.swelling,
    ],
    ids=["empty", "cut off", "broken", "locked", "picture too", "page too", "endless", "swelling"],
)
def test_what_can_not_be_drawn_gives_no_picture(make: Callable[[], bytes]) -> None:
    assert draw_page(BytesIO(make()), 1) is None


@pytest.mark.parametrize("number", [-1, 0, 4])
def test_a_page_that_is_not_there_gives_no_picture(number: int) -> None:
    assert draw_page(BytesIO(pdfs.pdf(3)), number) is None
