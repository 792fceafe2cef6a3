"""Pages for when something is not possible: what happened, and what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The form's token was missing or old."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


class NoNullCharacters:
    """Turns away what holds a null character: no keyboard has one, and PostgreSQL keeps none.

    It looks at forms after the check for forgery, which reads them anyway.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Raise `BadRequest` for an address or a form with a null character."""
        if request.path.startswith(settings.API_PREFIX):
            return  # the API says itself what is wrong with a field
        forms = chain(request.GET.lists(), request.POST.lists())
        if any("\0" in text for text in (request.path, *(" ".join(v) for _, v in forms))):
            raise BadRequest


class WrongMethod:
    """A page for a request whose method its address does not take, where no page comes along."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Something of ours failed: the page must not need what may be broken."""
    return HttpResponse(render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)
