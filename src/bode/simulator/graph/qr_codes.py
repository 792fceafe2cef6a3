"""QR codes and links that open a chat with a message ready to send."""

from __future__ import annotations

import secrets
import string
from typing import Any

from starlette.requests import Request

from bode.simulator.config import SimulatedNumber
from bode.simulator.fields import get_text
from bode.simulator.graph import nodes
from bode.simulator.graph.requests import page, read_parameters, select_fields
from bode.simulator.platform import Platform
from bode.simulator.records import QrCode
from bode.simulator.refusals import invalid, missing_object

_CODES_MAX = 2000
_MESSAGE_MAX = 140
_IMAGES = ("PNG", "SVG")
_SIGNS = string.ascii_uppercase + string.digits


def listing(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Return a page of a number's codes."""
    codes = platform.world.accounts.qr_codes[number.phone_number_id].values()
    return page(request, [select_fields(request, _describe(code), nodes.QR_CODE) for code in codes])


def show(
    platform: Platform, number: SimulatedNumber, request: Request, code: str
) -> dict[str, Any]:
    """Return one code, in a list, or an empty list."""
    found = platform.world.accounts.qr_codes[number.phone_number_id].get(code)
    return {"data": [select_fields(request, _describe(found), nodes.QR_CODE)] if found else []}


async def save(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Make a code, or change the message of the one that is named."""
    body = await read_parameters(request)
    message = get_text(body, "prefilled_message", "", _MESSAGE_MAX)
    codes = platform.world.accounts.qr_codes[number.phone_number_id]
    code = body.get("code")
    if code is not None and code not in codes:
        raise missing_object(str(code))
    if code is None and len(codes) >= _CODES_MAX:
        raise invalid(f"A phone number has at most {_CODES_MAX} codes.")
    image = body.get("generate_qr_image")
    if image is not None and image not in _IMAGES:
        raise invalid(f"Param generate_qr_image must be one of {', '.join(_IMAGES)}.")
    kept = QrCode(number=number.phone_number_id, code=code or _new_code(), message=message)
    platform.world.store(kept, flush=True)
    shown = _describe(kept)
    if image is None:
        del shown["qr_image_url"]
    return shown


def remove(platform: Platform, number: SimulatedNumber, code: str) -> dict[str, Any]:
    """Forget a code."""
    if code not in platform.world.accounts.qr_codes[number.phone_number_id]:
        raise missing_object(code, "delete")
    gone = QrCode(number=number.phone_number_id, code=code, message=None)
    platform.world.store(gone, flush=True)
    return {"success": True}


def _describe(code: QrCode) -> dict[str, Any]:
    link = f"https://wa.me/message/{code.code}"
    return {
        "code": code.code,
        "prefilled_message": code.message,
        "deep_link_url": link,
        "qr_image_url": f"https://simulator.example/qr/{code.code}",
    }


def _new_code() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(14))
