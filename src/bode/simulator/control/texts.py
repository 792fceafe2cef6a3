"""The control calls that show what people got beside WhatsApp."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bode.simulator.control.requests import Json, read_phone, route
from bode.simulator.platform import Platform


def routes(platform: Platform) -> list[Route]:
    """Return the calls' routes."""

    async def sms(request: Request) -> Response:
        """The SMS on a phone, the oldest first."""
        texts = platform.texts.shown_to(read_phone(request))
        return Json({"results": [{"body": text.body, "id": text.id} for text in texts]})

    async def mail(request: Request) -> Response:
        """The e-mail in a mailbox, the oldest first."""
        texts = platform.texts.shown_to(request.path_params["mailbox"].lower())
        shown = [{"subject": each.subject, "body": each.body, "id": each.id} for each in texts]
        return Json({"results": shown})

    return [route("/sms/{digits}", "GET", sms), route("/mail/{mailbox}", "GET", mail)]
