"""Every address of Bode but the webhooks', which `asgi` keeps out of Django's way."""

from __future__ import annotations

from django.urls import include, path

from . import health, metrics

urlpatterns = [
    path("healthz/live", health.live),
    path("healthz/ready", health.ready),
    path("metrics", metrics.metrics),
    path(".well-known/security.txt", health.security_txt),
    path("api/v1/", include("bode.api.urls")),
    path("", include("bode.web.urls")),
]
