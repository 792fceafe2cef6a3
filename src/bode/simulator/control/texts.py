"""The control call that shows the SMS of a phone."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bode.simulator.control.requests import Json, read_phone, route
from bode.simulator.platform import Platform


def routes(platform: Platform) -> list[Route]:
    """Return the call's route."""

    async def show(request: Request) -> Response:
        """The SMS on a phone, the oldest first."""
        texts = platform.texts.shown_on(read_phone(request))
        return Json({"results": [{"body": text.body, "id": text.id} for text in texts]})

    return [route("/sms/{digits}", "GET", show)]
