"""Reading requests and paging answers the way the Graph API does."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from starlette.requests import Request

from bode.simulator.refusals import invalid
from bode.simulator.sending import read_body

PAGE = 25
PAGE_MAX = 1000


async def read_parameters(request: Request) -> dict[str, Any]:
    """Return parameters from the address and the body, which may be JSON, a form or nothing."""
    parameters: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:
            return parameters | dict(form)
    raw = await request.body()
    return parameters | (read_body(raw) if raw.strip() else {})


def select_fields(request: Request, node: dict[str, Any]) -> dict[str, Any]:
    """Keep what `fields` asks for; the id always stays."""
    wanted = request.query_params.get("fields")
    if not wanted:
        return node
    # `a{b}` and `a.format(b)` ask for `a` in some form.
    names = {re.split(r"[{.(]", name.strip())[0] for name in wanted.split(",")} | {"id"}
    return {name: value for name, value in node.items() if name in names}


def page(request: Request, nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a page of a list, with the cursors that lead on."""
    limit = _limit(request)
    start = _offset(request.query_params.get("after"))
    if request.query_params.get("before"):
        start = max(_offset(request.query_params["before"]) - 1 - limit, 0)
    shown = nodes[start : start + limit]
    answer: dict[str, Any] = {"data": shown}
    if not shown:
        return answer
    cursors = {"before": _cursor(start + 1), "after": _cursor(start + len(shown))}
    answer["paging"] = {"cursors": cursors}
    address = request.url.remove_query_params(["after", "before"])
    if start + len(shown) < len(nodes):
        following = address.include_query_params(after=cursors["after"])
        answer["paging"]["next"] = str(following)
    if start > 0:
        answer["paging"]["previous"] = str(address.include_query_params(before=cursors["before"]))
    return answer


def _limit(request: Request) -> int:
    given = request.query_params.get("limit", str(PAGE))
    if not given.isdecimal() or not 1 <= int(given[:9]) <= PAGE_MAX:
        raise invalid(f"Param limit must be a number from 1 to {PAGE_MAX}.")
    return int(given)


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(str(position).encode()).decode()


def _offset(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        position = base64.urlsafe_b64decode(cursor.encode())
    except (binascii.Error, ValueError):
        position = b""
    if not position.isdigit() or len(position) > 9:
        raise invalid("Invalid cursors values passed to param cursor.")
    return int(position)
