"""Attachments of citizens: for agents of that municipality alone, and never as part of a page."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from bode.conversations import queries
from bode.conversations.models import Media, MediaState
from bode.web.access import ActingRequest, allow

# What a browser may show by itself. Everything else (a page, a drawing with a script in it)
# is only ever saved.
SHOWN = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "video/3gpp": "3gp",
    "video/mp4": "mp4",
}


@require_safe
@allow("agent")
def media(request: ActingRequest, media_id: UUID) -> HttpResponseBase:  # noqa: ARG001 - Django's shape
    """One attachment, as it was received."""
    found = queries.access_media(media_id)
    path = queries.media_path(found)
    if found.state != MediaState.STORED or not path.is_file():
        raise Http404
    kind = found.mime_type.partition(";")[0].strip().lower()
    response = FileResponse(
        path.open("rb"),
        as_attachment=kind not in SHOWN,
        filename=_filename(found, kind),
        content_type=kind if kind in SHOWN else "application/octet-stream",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _filename(found: Media, kind: str) -> str:
    return found.filename or f"bijlage-{str(found.id)[-6:]}.{SHOWN.get(kind, 'bin')}"
