"""Every address of Bode but the webhooks', which `asgi` keeps out of Django's way."""

from __future__ import annotations

from django.urls import include, path, re_path

from . import health, metrics

urlpatterns = [
    path("healthz/live", health.live),
    path("healthz/ready", health.ready),
    path("metrics", metrics.metrics),
    path(".well-known/security.txt", health.security_txt),
    re_path("^api/v1(?:/|$)", include("bode.api.urls")),  # without a slash too: a problem as well
    path("", include("bode.web.urls")),
]

handler400 = "bode.web.errors.bad_request"
handler403 = "bode.web.errors.forbidden"
handler404 = "bode.web.errors.not_found"
handler500 = "bode.web.errors.broken"
