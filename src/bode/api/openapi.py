"""The OpenAPI document: what ninja derives from the code, completed with every error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI

from .kinds import KINDS
from .problems import CONTENT_TYPE, Problem

Document = dict[str, Any]
_REFUSALS = "x-refusals"


def refuses(*codes: str) -> Document:
    """Say in the document with which codes of its own a call may be refused."""
    return {_REFUSALS: [str(code) for code in codes]}


@cache
def document(api: NinjaAPI) -> Document:
    """The whole document, but for the address of the server."""
    described: Document = dict(api.get_openapi_schema(path_prefix=""))
    for path in described["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    components = described["components"]
    components["schemas"]["Problem"] = _problem_schema(components["schemas"])
    components["headers"] = {"API-Version": _VERSION_HEADER}
    return described


_VERSION_HEADER = {
    "description": "The full version of the API that answered.",
    "required": True,
    "schema": {"type": "string", "examples": ["1.0.0"]},
}


def _problem_schema(schemas: Document) -> Document:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schema.pop("$defs"))
    return schema


def _complete(method: str, operation: Document) -> None:
    by_status = defaultdict(list)
    for code in _codes(method, operation):
        by_status[KINDS[code].status].append(code)
    responses = {str(status): answer for status, answer in operation["responses"].items()}
    for status, codes in sorted(by_status.items()):
        responses[str(status)] = _problem_response(status, codes)
    for answer in responses.values():
        answer["headers"] = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
    operation["responses"] = responses
    operation.pop(_REFUSALS, None)


def _codes(method: str, operation: Document) -> Iterator[str]:
    """Every code with which this call may be refused, in order of appearance."""
    if "security" in operation:
        yield from ("unauthenticated", "not_allowed")
    sources = {parameter["in"] for parameter in operation.get("parameters", [])}
    if "path" in sources:
        yield "not_found"
    if method == "post" and not _takes_file(operation):
        yield "json_malformed"
    if method == "post":
        yield from ("too_large", "content_type_unsupported")
    if method == "post" or "query" in sources:
        yield "invalid"
    if method == "post":
        yield "idempotency_key_reused"
    yield from operation.get(_REFUSALS, [])
    yield from ("unexpected", "unavailable")


def _takes_file(operation: Document) -> bool:
    return "multipart/form-data" in operation.get("requestBody", {}).get("content", {})


def _problem_response(status: int, codes: list[str]) -> Document:
    examples = {code: {"value": _example(code)} for code in codes}
    return {
        "description": HTTPStatus(status).phrase,
        "content": {
            CONTENT_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": examples,
            }
        },
    }


def _example(code: str) -> Document:
    kind = KINDS[code]
    return {
        "type": f"urn:bode:problem:{code}",
        "title": kind.title_nl,
        "status": kind.status,
        "detail": kind.detail_nl,
        "code": code,
    }
