"""Django, with each request in one thread from its first middleware to its view."""

from __future__ import annotations

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class InOneThread(ASGIHandler):
    """As Django's own, whose views all go to a thread and back by themselves.

    What looks at a request before its view does so too, each time by way of the event loop: six
    turns, where one is enough for views that are not asynchronous. One that is has the loop back.
    """

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002, FBT - Django's shape
        super().load_middleware()

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response)(request)


def django_in_one_thread() -> InOneThread:
    """The application for a server, as `get_asgi_application` makes it."""
    django.setup(set_prefix=False)
    return InOneThread()
