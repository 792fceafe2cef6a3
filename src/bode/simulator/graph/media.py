"""Files: upload, where to fetch, fetch, remove."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bode.simulator.config import SimulatedNumber
from bode.simulator.media import UPLOADED_SECONDS
from bode.simulator.mimes import KINDS, bare, largest
from bode.simulator.platform import Platform
from bode.simulator.records import MediaFile
from bode.simulator.refusals import Refusal, bad_token, invalid
from bode.simulator.serving import has_token
from bode.whatsapp import limits

_REQUEST_BYTES_MAX = limits.MEDIA_BYTES["document"] + limits.MEGABYTE
_PARAMETER = re.compile(r'[^\x20-\x7e]|["\\;]')


async def upload(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Keep an uploaded file for 30 days."""
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > _REQUEST_BYTES_MAX:
        raise Refusal(131053, "The file is larger than any file may be.")
    try:
        async with request.form() as form:
            return await _keep(platform, number, form.get("file"), dict(form))
    except HTTPException as error:
        raise invalid(f"The form could not be read: {error.detail}") from error


async def _keep(
    platform: Platform, number: SimulatedNumber, file: object, form: dict[str, Any]
) -> dict[str, Any]:
    if form.get("messaging_product") != "whatsapp":
        raise invalid("The parameter messaging_product is required, and must be whatsapp.")
    if not isinstance(file, UploadFile):
        raise invalid("The parameter file is required.")
    mime = str(form.get("type") or file.content_type or "")
    most = largest(mime)
    if most is None:
        known = ", ".join(mime for mimes in KINDS.values() for mime in mimes)
        raise invalid(f"Param file must be a file with one of the following types: {known}.")
    size = file.size or 0
    if size == 0:
        raise invalid("Param file must not be empty.")
    if size > most:
        raise Refusal(131053, f"A file of type {bare(mime)} may have {most} bytes; it has {size}.")
    name = file.filename or "file"
    data = await file.read()
    kept = await platform.media.add(number.phone_number_id, mime, name, data, UPLOADED_SECONDS)
    return {"id": kept.id}


def describe(platform: Platform, request: Request, file: MediaFile) -> dict[str, Any]:
    """Tell where a file can be fetched for five minutes."""
    base = str(request.base_url).rstrip("/")
    return {
        "messaging_product": "whatsapp",
        "url": platform.media.address(base, file),
        "mime_type": file.mime_type,
        "sha256": file.sha256,
        "file_size": file.size,
        "id": file.id,
    }


async def download(platform: Platform, request: Request) -> Response:
    """Hand out a file, to who has the token, at an address that is still fresh."""
    if not has_token(request.scope, platform.config.access_token):
        return JSONResponse(bad_token().body(), 401)
    asked = request.query_params
    media_id = asked.get("mid", "")
    file = platform.media.find(media_id)
    fresh = platform.media.opens(media_id, asked.get("ext", ""), asked.get("hash", ""))
    data = await platform.media.read(file) if file is not None and fresh else None
    if file is None or data is None:
        return Response("The file is gone, or its address has expired.", 404)
    name = _PARAMETER.sub("_", file.filename)
    disposition = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(file.filename)}"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return Response(data, media_type=bare(file.mime_type), headers=headers)


async def remove(platform: Platform, file: MediaFile, request: Request) -> dict[str, Any]:
    """Forget a file."""
    owner = request.query_params.get("phone_number_id")
    if owner is not None and owner != file.owner:
        raise invalid("Param phone_number_id is not the number that the file was uploaded to.")
    await platform.media.remove(file)
    return {"success": True}
