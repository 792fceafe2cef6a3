"""Resumable uploads, for the example files of templates and for profile pictures."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import Any

from starlette.requests import ClientDisconnect, Request

from bode.simulator.fields import get_text
from bode.simulator.graph.requests import read_parameters
from bode.simulator.platform import Platform
from bode.simulator.refusals import invalid
from bode.simulator.uploads import Session
from bode.whatsapp import limits
from bode.whatsapp.media_kinds import EXAMPLE_TYPES

_TYPES = (*chain.from_iterable(EXAMPLE_TYPES.values()), "image/jpg")


async def open_session(platform: Platform, request: Request) -> dict[str, Any]:
    """Begin an upload."""
    body = await read_parameters(request)
    mime_type = get_text(body, "file_type", "")
    if mime_type not in _TYPES:
        raise invalid(f"Param file_type must be one of {', '.join(_TYPES)}.")
    length = str(body.get("file_length", ""))
    most = limits.MEDIA_BYTES["document"]
    if not length.isdecimal() or not 0 < int(length[:12]) <= most:
        raise invalid(f"Param file_length must be a number from 1 to {most}.")
    filename = str(body.get("file_name") or "file")[:255]
    return {"id": platform.uploads.open(filename, mime_type, int(length)).id}


def show(session: Session) -> dict[str, Any]:
    """Tell where to go on after an interruption."""
    return {"id": session.id, "file_offset": len(session.data)}


async def take(platform: Platform, session: Session, request: Request) -> dict[str, Any]:
    """Take a part; the last one brings the handle."""
    offset = request.headers.get("file_offset", "0")
    if offset != str(len(session.data)):
        raise invalid(f"The header file_offset must be {len(session.data)}.")
    with suppress(ClientDisconnect):  # what came before stays
        async for part in request.stream():
            if len(session.data) + len(part) > session.length:
                raise invalid("There is more than file_length said.")
            session.data += part
    if not session.complete:
        return show(session)
    return {"h": platform.uploads.close(session)}
