"""The addresses of the phones' pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from msgspec import structs
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bode.simulator.config import SimulatedNumber
from bode.simulator.identity import is_username, read_digits
from bode.simulator.inbound import send_from_citizen
from bode.simulator.mimes import bare
from bode.simulator.phones.showing import TICKS, count_waiting, show
from bode.simulator.phones.writing import NotSent, compose
from bode.simulator.platform import Platform
from bode.simulator.records import Phone
from bode.simulator.world import unset_name

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_STATIC = Path(__file__).parent / "static"
_KEEP_ALIVE_SECONDS = 15.0
_SETTINGS = ("online", "reads", "has_whatsapp")

Handler = Callable[[Request], Awaitable[Response]]


def routes(platform: Platform) -> list[BaseRoute]:
    """Return the pages' routes."""
    pages = Pages(platform)
    return [
        Route("/", pages.redirect, methods=["GET"]),
        Mount("/phones/static", StaticFiles(directory=_STATIC)),
        Route("/phones", pages.list_phones, methods=["GET"]),
        Route("/phones", from_this_site(pages.add_phone), methods=["POST"]),
        Route("/phones/{digits}", pages.show_phone, methods=["GET"]),
        Route("/phones/{digits}/chat", pages.show_chat, methods=["GET"]),
        Route("/phones/{digits}/events", pages.events, methods=["GET"]),
        Route("/phones/{digits}/files/{file}", pages.show_file, methods=["GET"]),
        Route("/phones/{digits}/messages", from_this_site(pages.write), methods=["POST"]),
        Route("/phones/{digits}/settings", from_this_site(pages.set), methods=["POST"]),
        Route("/phones/{digits}/username", from_this_site(pages.name), methods=["POST"]),
    ]


def from_this_site(handler: Handler) -> Handler:
    """Refuse forms that another site sends."""

    async def guarded(request: Request) -> Response:
        origin = request.headers.get("origin")
        if origin and origin.partition("://")[2] != request.headers.get("host"):
            return Response("Dit formulier hoort niet bij deze site.", 403)
        return await handler(request)

    return guarded


class Pages:
    """The handlers."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._templates = Environment(
            loader=PackageLoader("bode.simulator.phones"),
            autoescape=select_autoescape(),
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def redirect(self, _: Request) -> Response:
        """The root leads to the phones."""
        return RedirectResponse("/phones")

    async def list_phones(self, _: Request) -> Response:
        """All phones, and a form for a new one."""
        return self._page("phones.html")

    async def add_phone(self, request: Request) -> Response:
        """Make a phone, or say what is wrong with what was typed."""
        async with request.form() as form:
            name, typed = str(form.get("name", "")).strip(), str(form.get("number", "")).strip()
        digits = read_digits(typed if not typed.startswith("06") else "31" + typed[1:])
        errors = {}
        if not 0 < len(name) <= 100:
            errors["name"] = "Vul een naam in van hooguit 100 tekens."
        if digits is None:
            errors["number"] = "Vul een telefoonnummer in, bijvoorbeeld +31 6 12345678."
        if errors or digits is None:
            page = self._page("phones.html", errors=errors, typed={"name": name, "number": typed})
            page.status_code = 422
            return page
        phone = structs.replace(self._platform.world.phone(digits), name=name)
        self._platform.world.store(phone, flush=True)
        return RedirectResponse(f"/phones/{digits}", 303)

    async def show_phone(self, request: Request) -> Response:
        """One phone, with a chat."""
        digits = read_digits(request.path_params["digits"])
        if digits is None:
            return RedirectResponse("/phones")
        number = self._number(request.query_params.get("with"))
        shown = show(self._platform.world, digits, number)
        wanted = request.query_params.get("edit")
        editing = next((one for one in shown if one.can_edit and one.id == wanted), None)
        return self._show(digits, number, editing=editing)

    async def show_chat(self, request: Request) -> Response:
        """The chat alone, for a page that is open already."""
        digits = read_digits(request.path_params["digits"]) or ""
        number = self._number(request.query_params.get("with"))
        return self._page("chat.html", **self._chat(digits, number))

    async def events(self, request: Request) -> Response:
        """Tells an open page when to fetch the chat again."""
        digits = read_digits(request.path_params["digits"]) or ""
        headers = HEADERS | {"X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._tell_changes(digits), media_type="text/event-stream", headers=headers
        )

    async def _tell_changes(self, digits: str) -> AsyncIterator[str]:
        event = self._platform.watch(digits)
        try:
            yield "retry: 1000\n\nevent: changed\ndata:\n\n"
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(event.wait(), _KEEP_ALIVE_SECONDS)
                yield "event: changed\ndata:\n\n" if event.is_set() else ":\n\n"
                event.clear()
                # So that a burst of changes becomes one.
                await asyncio.sleep(0.05)
        finally:
            self._platform.unwatch(digits, event)

    async def show_file(self, request: Request) -> Response:
        """A file that stands in one of this phone's messages."""
        digits = read_digits(request.path_params["digits"]) or ""
        media_id = request.path_params["file"]
        shown = self._platform.world.shown.get(digits, {}).values()
        mentioned = any(media_id.encode() in bytes(message.content) for message in shown)
        file = self._platform.media.find(media_id) if mentioned else None
        data = await self._platform.media.read(file) if file else None
        if file is None or data is None:
            return Response("Dit bestand is er niet.", 404)
        return Response(data, media_type=bare(file.mime_type), headers=HEADERS)

    async def write(self, request: Request) -> Response:
        """The citizen sends something."""
        digits = read_digits(request.path_params["digits"]) or ""
        async with request.form() as form:
            number = self._number(_text(form, "with"))
            try:
                message = await compose(self._platform, digits, number, form)
                await send_from_citizen(
                    self._platform, digits, message | {"to": number.phone_number_id}
                )
            except (NotSent, ValueError) as error:
                return self._not_sent(request, digits, number, str(error))
        return self._done(request, digits, number)

    async def set(self, request: Request) -> Response:
        """The citizen switches the phone on or off, and so on."""
        digits = read_digits(request.path_params["digits"]) or ""
        async with request.form() as form:
            number = self._number(_text(form, "with"))
            changes: dict[str, Any] = {name: name in form for name in _SETTINGS}
        phone = structs.replace(self._platform.world.phone(digits), **changes)
        self._platform.world.store(phone, flush=True)
        self._platform.progress.resume_phone(digits)
        self._platform.announce(digits)
        return self._done(request, digits, number)

    async def name(self, request: Request) -> Response:
        """The citizen takes a username, or gives it up by leaving it empty."""
        digits = read_digits(request.path_params["digits"]) or ""
        async with request.form() as form:
            number = self._number(_text(form, "with"))
            typed = _text(form, "username").strip()
        username = typed.removeprefix("@").lower() or None
        if username is not None and not is_username(username):
            page = self._show(digits, number, username_error=_NO_USERNAME, username_typed=typed)
            page.status_code = 422
            return page
        phone = structs.replace(self._platform.world.phone(digits), username=username)
        self._platform.world.store(phone, flush=True)
        return self._done(request, digits, number)

    def _done(self, request: Request, digits: str, number: SimulatedNumber) -> Response:
        if _is_script(request):
            return Response(status_code=204)
        return RedirectResponse(f"/phones/{digits}?with={number.phone_number_id}", 303)

    def _not_sent(
        self, request: Request, digits: str, number: SimulatedNumber, problem: str
    ) -> Response:
        if _is_script(request):
            return JSONResponse({"problem": problem}, 422)
        page = self._show(digits, number, problem=problem)
        page.status_code = 422
        return page

    def _show(self, digits: str, number: SimulatedNumber, **more: Any) -> HTMLResponse:
        return self._page("phone.html", **self._chat(digits, number), **more)

    def _chat(self, digits: str, number: SimulatedNumber) -> dict[str, Any]:
        world = self._platform.world
        return {
            "phone": world.phones.get(digits) or Phone(digits=digits, name=unset_name(digits)),
            "number": number,
            "bubbles": show(world, digits, number),
            "waiting": count_waiting(world, digits, number),
            "typing": self._platform.is_typing(digits, number.phone_number_id),
            "ticks": TICKS,
        }

    def _number(self, number_id: str | None) -> SimulatedNumber:
        return self._platform.world.numbers.get(number_id or "") or self._platform.config.numbers[0]

    def _page(self, name: str, **context: Any) -> HTMLResponse:
        phones = sorted(self._platform.world.phones.values(), key=_named_first)
        html = self._templates.get_template(name).render(
            phones=phones[:_PHONES_LISTED],
            numbers=list(self._platform.world.numbers.values()),
            **context,
        )
        return HTMLResponse(html, headers=HEADERS)


_PHONES_LISTED = 200
_NO_USERNAME = (
    "Gebruik 3 tot 35 kleine letters, cijfers, punten en lage streepjes, en minstens één letter."
)


def _named_first(phone: Phone) -> tuple[bool, str]:
    return phone.name == unset_name(phone.digits), phone.name.lower()


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _is_script(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
