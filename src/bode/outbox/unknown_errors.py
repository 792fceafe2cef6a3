"""Error codes of the platform that no table of ours tells the meaning of: reported once."""

from __future__ import annotations

import structlog

from bode.whatsapp import is_known

log = structlog.get_logger()

_MOST = 1000  # codes remembered; a platform that makes up new ones all the time fills no memory
_reported: set[int] = set()


def report_unknown(code: int | None) -> None:
    """Tell the operator of a code that is new to us, once in the life of this process."""
    if code is None or is_known(code) or code in _reported or len(_reported) >= _MOST:
        return
    _reported.add(code)
    log.error("whatsapp.error_unknown", code=code)
