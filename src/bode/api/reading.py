"""JSON in and out, and what no text may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import orjson
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import make_aware
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from .language import told
from .problems import InvalidParam

DEPTH_MAX = 64
"""Levels of lists and objects in a body; what is deeper is no message, but an attack."""

_DATE_FIRST = re.compile(r"\d{4}-\d{2}-\d{2}")


class Unreadable(Exception):
    """The body can't be read at all; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Invalid(Exception):
    """Fields have values that can't be right; each is named."""

    def __init__(self, *params: InvalidParam) -> None:
        super().__init__(", ".join(param.name for param in params))
        self.params = params


class Input(BaseModel):
    """A body, or a part of one. A member that nobody knows is a mistake, and is named."""

    model_config = ConfigDict(extra="forbid")


class JsonParser(Parser):
    """Reads JSON and nothing else, and refuses text that PostgreSQL can't keep."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise Unreadable("content_type_unsupported")
        try:
            body = orjson.loads(request.body)
        except orjson.JSONDecodeError as error:
            raise Unreadable("json_malformed") from error
        _refuse(*_unstorable(body))
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        parsed = super().parse_querydict(data, list_fields, request)
        _refuse(*_unstorable(parsed))
        return parsed


class JsonRenderer(BaseRenderer):
    """Writes JSON; moments in UTC, as RFC 3339 has them."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002 - the shape that ninja asks for
        return write(data)


def write(data: Any) -> bytes:
    """The bytes of an answer."""
    return orjson.dumps(data, option=orjson.OPT_UTC_Z)


def _date_first(value: object) -> object:
    """Only text that begins with a date: a bare number could be seconds, or anything."""
    if not isinstance(value, str) or not _DATE_FIRST.match(value):
        raise PydanticCustomError("moment", "no moment")
    return value


def _in_the_netherlands(value: datetime) -> datetime:
    return value if value.tzinfo is not None else make_aware(value)


Moment = Annotated[datetime, BeforeValidator(_date_first), AfterValidator(_in_the_netherlands)]
"""A moment as RFC 3339 has it; one without a distance to UTC is Dutch time."""


def _refuse(*params: InvalidParam) -> None:
    if params:
        raise Invalid(*params)


def _unstorable(body: object) -> Iterator[InvalidParam]:
    """The texts with a NUL sign, and the first value that lies too deep.

    Without recursion: how deep a body goes is up to whoever sends it.
    """
    waiting: list[tuple[str, object, int]] = [("", body, 0)]
    while waiting:
        name, value, depth = waiting.pop()
        if depth > DEPTH_MAX:
            reason = told("Dit ligt te diep.", "This is too deep.")
            yield InvalidParam(name=name, reason=reason, code="too_deep")
            return
        if isinstance(value, str) and "\0" in value:
            reason = told("Het teken NUL mag niet.", "The sign NUL is not allowed.")
            yield InvalidParam(name=name, reason=reason, code="not_allowed")
        prefix = f"{name}." if name else ""
        if isinstance(value, dict):
            waiting += [(f"{prefix}{key}", key, depth + 1) for key in value]
            waiting += [(f"{prefix}{key}", each, depth + 1) for key, each in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{prefix}{place}", each, depth + 1) for place, each in enumerate(value)]
