"""What every answer of the API has, whatever happens behind it."""

from __future__ import annotations

from functools import wraps
from logging import getLogger
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from .access import View
from .problems import problem

VERSION = "1.0.0"
_log = getLogger(__name__)


def answered(view: View) -> View:
    """Let a view answer with the API's version, and with a problem when it fails."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"  # the same, and the server leaves the body out
        response = _or_problem(view, request, *args, **kwargs)
        request.method = asked
        if isinstance(response, HttpResponseNotAllowed):
            allowed = ", ".join(sorted(response["Allow"].split(", ")))
            response = problem("method_not_allowed", headers={"Allow": allowed})
        response["API-Version"] = VERSION
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    answering.csrf_exempt = True  # type: ignore[attr-defined]  # tokens, not cookies
    return answering


def _or_problem(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return problem("not_found")
    except RequestDataTooBig:
        return problem("too_large")
    except (OperationalError, InterfaceError):
        _log.exception("api.database_away")
        return problem("unavailable", headers={"Retry-After": "5"})
    except Exception:  # noqa: BLE001 - a caller gets a problem, and we the traceback
        _log.exception("api.call_failed")
        return problem("unexpected")
