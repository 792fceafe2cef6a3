"""Reading requests and paging answers the way the Graph API does."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Any

from starlette.requests import Request

from bode.simulator.forms import is_form, read_form
from bode.simulator.refusals import Refusal, invalid
from bode.simulator.sending import read_body

PAGE = 25
_WITHIN = re.compile(r"\{[^{}]*\}|\.\w+\([^()]*\)")
PAGE_MAX = 1000


async def read_parameters(request: Request) -> dict[str, Any]:
    """Return parameters from the address and the body, which may be JSON, a form or nothing."""
    parameters: dict[str, Any] = dict(request.query_params)
    if is_form(request):
        return parameters | await read_form(request)
    raw = await request.body()
    return parameters | (read_body(raw) if raw.strip() else {})


def select_fields(
    request: Request, node: dict[str, Any], unshown: Iterable[str] = ()
) -> dict[str, Any]:
    """Keep what `fields` asks for; the id always stays. `unshown` are the names of what such a node
    has on the platform, but not here; raise Refusal for a name that is in neither.
    """
    wanted = request.query_params.get("fields")
    if not wanted:
        return node
    # `a{b,c}` and `a.format(b)` ask for `a` in some form.
    names = {name.strip() for name in _without_inner(wanted).split(",")} | {"id"}
    for name in sorted(names - {"id", ""} - node.keys() - {*unshown}):
        raise Refusal(
            100,
            f"There is no field {name[:100]}.",
            message=f"(#100) Tried accessing nonexisting field ({name[:100]})",
        )
    return {name: value for name, value in node.items() if name in names}


def _without_inner(fields: str) -> str:
    """Leave out what stands within other fields, at any depth."""
    while (left := _WITHIN.sub("", fields)) != fields:
        fields = left
    return left


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
