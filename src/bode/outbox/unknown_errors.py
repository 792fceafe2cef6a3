"""Error codes of the platform that no table of ours tells the meaning of: reported once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import structlog
from django.db import Error, connection, transaction

from bode.whatsapp import is_known

from .models import UnknownError

log = structlog.get_logger()

_MOST = 1000  # codes remembered; a platform that makes up new ones all the time fills no memory
_asked: set[int] = set()
# In a thread of its own: who meets a code may be in an event loop, or in a transaction that fails.
_teller = ThreadPoolExecutor(1, "unknown-errors")


def report_unknown(code: int | None) -> None:
    """Tell the operator of a code that is new to this installation, once; without waiting."""
    if code is None or is_known(code) or code in _asked:
        return
    if len(_asked) >= _MOST:
        _asked.clear()
    _asked.add(code)
    _teller.submit(_tell_once, code)


def _tell_once(code: int) -> None:
    try:
        with transaction.atomic():
            _, is_new = UnknownError.objects.get_or_create(code=code)
            if is_new:
                log.error("whatsapp.error_unknown", code=code)
    except Error:
        _asked.discard(code)  # the next time that it comes, then
    finally:
        connection.close()
