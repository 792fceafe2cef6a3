"""A program of its own that draws one page of a PDF, and can do nothing besides.

Before it opens anything it gives up all that it might do: it can take no more than its limits, open
nothing, start nothing, and the kernel answers it nothing but what drawing takes. So it can't signal
or trace other processes either, which a user may do with what is theirs.

It is given the page's number and the box in pixels that the page is to fit in; the PDF stands on
its input. It writes a line `pages width height bytes-in-a-row`, and then the pixels, as BGR. What
it can't open or draw within its limits ends it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import sys
from struct import pack

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
# What drawing asks of the kernel, by its numbers on each kind of processor (<asm/unistd.h>).
_CALLS = {
    "read": {"x86_64": 0, "aarch64": 63},
    "write": {"x86_64": 1, "aarch64": 64},
    "close": {"x86_64": 3, "aarch64": 57},
    "fstat": {"x86_64": 5, "aarch64": 80},
    "lseek": {"x86_64": 8, "aarch64": 62},
    "mmap": {"x86_64": 9, "aarch64": 222},
    "mprotect": {"x86_64": 10, "aarch64": 226},
    "munmap": {"x86_64": 11, "aarch64": 215},
    "brk": {"x86_64": 12, "aarch64": 214},
    "rt_sigaction": {"x86_64": 13, "aarch64": 134},
    "rt_sigprocmask": {"x86_64": 14, "aarch64": 135},
    "rt_sigreturn": {"x86_64": 15, "aarch64": 139},
    "mremap": {"x86_64": 25, "aarch64": 216},
    "madvise": {"x86_64": 28, "aarch64": 233},
    "exit": {"x86_64": 60, "aarch64": 93},
    "futex": {"x86_64": 202, "aarch64": 98},
    "clock_gettime": {"x86_64": 228, "aarch64": 113},
    "exit_group": {"x86_64": 231, "aarch64": 94},
    "newfstatat": {"x86_64": 262, "aarch64": 79},
    "getrandom": {"x86_64": 318, "aarch64": 278},
}
_PROCESSORS = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # as <linux/audit.h> calls them
_LOAD, _IS_EQUAL, _RETURN = 0x20, 0x15, 0x06  # instructions of a filter
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # for prctl

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


def confine() -> None:
    """Give up all but drawing, for good.

    Another system than Linux, or processor than these, has the limits alone.
    """
    for what, most in _LIMITS.items():
        resource.setrlimit(what, (most, most))
    processor = platform.machine()
    if sys.platform != "linux" or processor not in _PROCESSORS:
        return
    steps = _filter_for(processor)
    kept = ctypes.create_string_buffer(steps, len(steps))
    program = ctypes.create_string_buffer(pack("HP", len(steps) // 8, ctypes.addressof(kept)))
    _prctl(_NO_NEW_PRIVILEGES, 1)
    _prctl(_SECCOMP, _FILTER, ctypes.addressof(program))


def _prctl(what: int, *told: int) -> None:
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(what, *(ctypes.c_ulong(each) for each in (*told, 0, 0, 0)[:4])) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _filter_for(processor: str) -> bytes:
    """The kernel's own small program (see seccomp(2)): is it one of these calls?"""
    calls = [each[processor] for each in _CALLS.values()]
    steps = [
        (_LOAD, 0, 0, 4),  # the processor as which it is called
        (_IS_EQUAL, 1, 0, _PROCESSORS[processor]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # the call's number
        *((_IS_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(pack("HBBI", *step) for step in steps)


if __name__ == "__main__":
    confine()
    _draw(*map(int, sys.argv[1:]))
