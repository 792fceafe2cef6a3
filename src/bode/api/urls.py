"""The addresses under `/api/v1`; each of them, known or not, answers as the API does."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_GET

from .door import answered
from .openapi import document
from .reading import write
from .service import api


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; any site may read it, as the design rules ask."""
    servers = [{"url": request.build_absolute_uri("/api/v1"), "description": "This server"}]
    return HttpResponse(
        write({**document(api), "servers": servers}),
        content_type="application/json",
        headers={"Access-Control-Allow-Origin": "*"},
    )


def unknown(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Whatever is not an address of the API."""
    raise Http404


def _calls() -> list[URLPattern]:
    calls, _, _ = api.urls
    return [call for call in calls if isinstance(call, URLPattern)]


app_name = "api"
urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    *_calls(),
    re_path("", unknown, name="unknown"),
]
for pattern in urlpatterns:
    pattern.callback = answered(pattern.callback)
