"""What demands attention above pages that stay open."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from .access import ActingRequest, allow


@require_GET
@allow("agent", "administrator")
def attention(request: ActingRequest) -> HttpResponse:
    """What stands above a page now: a stop that is over must not go on forbidding."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    here = page._replace(scheme="", netloc="", fragment="").geturl()
    return render(request, "attention.html", {"return_to": here or reverse("desk")})
