"""Errors as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict, Field

from .kinds import KINDS
from .language import told

CONTENT_TYPE = "application/problem+json"


class InvalidParam(BaseModel):
    """What is wrong with one field."""

    name: str = Field(description="Path in the body (`purposes.0.code`), parameter or header.")
    reason: str = Field(description="A sentence for people.")
    code: str = Field(description="A word for programs: `required`, `too_long`, …")


class Problem(BaseModel):
    """An error, as RFC 9457 describes it."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="A name for this kind of problem: `urn:bode:problem:` + code.")
    title: str = Field(description="What kind of problem it is.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong in this case.")
    code: str = Field(description="The kind of problem, for programs.")
    invalid_params: list[InvalidParam] = Field(
        default=[], description="Each field that is wrong, where input is."
    )
    advice: str = Field(default="", description="What to do instead, where a rule refuses.")
    rule: str = Field(default="", description="The rule that refuses, in one sentence.")
    source: str = Field(default="", description="Where that rule comes from.")
    purpose: str = Field(default="", description="The purpose that a rule refuses.")
    since: str = Field(
        default="", description="With `repeat_refused`: from when the same may be sent again."
    )
    message: str = Field(
        default="", description="With `answered_meanwhile`: the id of the colleague's answer."
    )
    allowed: list[str] = Field(
        default=[], description="With `transition_not_allowed`: the transitions that are."
    )


def problem(
    code: str,
    *,
    detail: str = "",
    invalid_params: Iterable[InvalidParam] = (),
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> HttpResponse:
    """An answer that tells what went wrong; `members` stand beside the usual ones."""
    kind = KINDS[code]
    params = [param.model_dump() for param in invalid_params]
    content = {
        "type": f"urn:bode:problem:{code}",
        "title": told(kind.title_nl, kind.title_en),
        "status": kind.status,
        "detail": detail or told(kind.detail_nl, kind.detail_en),
        "code": code,
        **({"invalid_params": params} if params else {}),
        **members,
    }
    return HttpResponse(
        orjson.dumps(content), status=kind.status, content_type=CONTENT_TYPE, headers=headers
    )
