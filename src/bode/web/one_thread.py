"""One thread for the whole of a request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def in_one_thread(get_response: Answer) -> Answer:
    """Stand first in the row, and say by its plain type that what follows is not asynchronous.

    Django would let each of the first ones go to a thread and back, before and after the page.
    """
    return get_response
