"""The API as a whole: its calls, and what its errors are answered with."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from bode.organisations.errors import NotAllowed

from . import (
    applications,
    broadcasts,
    consents,
    conversations,
    dossiers,
    forecasts,
    licence_steps,
    licences,
    media,
    messages,
    monitor,
    policy,
    purposes,
)
from .access import until_answered
from .door import VERSION
from .language import told
from .once import MULTIPART
from .problems import problem
from .reading import Invalid, JsonParser, JsonRenderer, Unreadable
from .refusals import REFUSALS, problem_of
from .validation import invalid_params, is_about_body, is_about_file, is_about_path

api = NinjaAPI(
    title="Bode",
    version=VERSION,
    description=(
        "WhatsApp for Dutch municipalities: apply for a licence, send messages, follow them. "
        "A token sees its own organisation alone."
    ),
    openapi_url=None,
    docs_url=None,
    parser=JsonParser(),
    renderer=JsonRenderer(),
)
api.add_decorator(until_answered, mode="view")
for noun in (
    purposes,
    policy,
    dossiers,
    applications,
    licences,
    licence_steps,
    messages,
    media,
    consents,
    conversations,
    broadcasts,
    forecasts,
    monitor,
):
    api.add_router("", noun.router)


@api.exception_handler(AuthenticationError)
def _unauthenticated(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    error_word = ', error="invalid_token"' if "Authorization" in request.headers else ""
    return problem(
        "unauthenticated", headers={"WWW-Authenticate": f'Bearer realm="bode"{error_word}'}
    )


@api.exception_handler(NotAllowed)
def _not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:  # noqa: ARG001
    needed = ", ".join(error.needed)
    return problem(
        "not_allowed",
        detail=told(
            f"Dit token heeft niet het recht dat nodig is: {needed}.",
            f"This token lacks the right that is needed: {needed}.",
        ),
    )


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    if is_about_path(error.errors):
        return problem("not_found")
    if is_about_file(error.errors) and request.content_type != MULTIPART:
        return _no_form()
    if is_about_body(error.errors) and not request.body:
        is_json = request.content_type == "application/json"
        return problem("json_malformed" if is_json else "content_type_unsupported")
    return problem("invalid", invalid_params=invalid_params(error.errors))


@api.exception_handler(MultiPartParserError)
def _unreadable_form(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return _no_form()


def _no_form() -> HttpResponse:
    return problem(
        "content_type_unsupported",
        detail=told(
            "Stuur het bestand als multipart/form-data, in het veld “file”.",
            "Send the file as multipart/form-data, in the field “file”.",
        ),
    )


@api.exception_handler(Invalid)
def _named(request: HttpRequest, error: Invalid) -> HttpResponse:  # noqa: ARG001
    return problem("invalid", invalid_params=error.params)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja wraps whatever its parser raises."""
    match error.__cause__:
        case Unreadable() as unreadable:
            return problem(unreadable.code)
        case Invalid() as invalid:
            return _named(request, invalid)
        case _:
            return problem("json_malformed")


def _refused(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
    return problem_of(error)


for refusal in REFUSALS:
    api.add_exception_handler(refusal, _refused)
