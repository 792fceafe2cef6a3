"""In which language Bode speaks."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguage(LocaleMiddleware):
    """Dutch, unless someone chose another language on the page.

    A browser's own preference does not count: a municipality works in Dutch, and a browser that
    happens to be set to English must not change what its people read. A program has no page to
    choose on, so the API goes by Accept-Language.
    """

    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith(settings.API_PREFIX):
            super().process_request(request)
            return
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else "nl")
        request.LANGUAGE_CODE = translation.get_language()
