"""A program of its own that draws one page of a PDF, and can do nothing besides.

It is given the page's number and the box in pixels that the page is to fit in; the PDF stands on
its input. It writes a line `pages width height bytes-in-a-row`, and then the pixels, as BGR. What
it can't open or draw within its limits ends it.
"""

from __future__ import annotations

import resource
import sys

import pypdfium2

_MEGABYTE = 1024 * 1024
_LIMITS = {
    resource.RLIMIT_CPU: 5,  # seconds
    resource.RLIMIT_AS: 1024 * _MEGABYTE,
    resource.RLIMIT_FSIZE: 16 * _MEGABYTE,  # what it writes; twice what the largest box takes
    resource.RLIMIT_NOFILE: 0,  # those that are open go on: no other file, no line to anywhere
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_CORE: 0,
}
_MARK = b"%PDF-"
_BARELY = 0.999999  # pixels are rounded up, from a size that is never quite exact


def _draw(number: int, width: int, height: int) -> None:
    given = sys.stdin.buffer
    if given.read(len(_MARK)) != _MARK:  # readers take one that begins otherwise, and is two things
        sys.exit("no PDF")
    pdf = pypdfium2.PdfDocument(given)
    pdf.init_forms()  # else what was filled in is not drawn
    page = pdf[number - 1]
    scale = min(width / page.get_width(), height / page.get_height())
    drawn = page.render(scale=scale * _BARELY)
    told = f"{len(pdf)} {drawn.width} {drawn.height} {drawn.stride}\n"
    sys.stdout.buffer.write(told.encode() + bytes(drawn.buffer))


if __name__ == "__main__":
    for what, most in _LIMITS.items():
        resource.setrlimit(what, (most, most))
    _draw(*map(int, sys.argv[1:]))
