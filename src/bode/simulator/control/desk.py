"""`/simulator` in a browser: decide by hand as the platform decides. For people, so in Dutch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bode.simulator.citizens import happen_to_citizen
from bode.simulator.clock import move_clock
from bode.simulator.control.requests import find_number, from_here_alone
from bode.simulator.control.templates import apply_change
from bode.simulator.control.words import CHANGES, OF_BUSINESSES, OF_CHATS
from bode.simulator.happenings import happen
from bode.simulator.identity import read_digits
from bode.simulator.inbound import BadInput
from bode.simulator.phones.pages import HEADERS, from_this_site
from bode.simulator.phones.showing import HERE
from bode.simulator.platform import Platform
from bode.simulator.reach import tier_of
from bode.simulator.records import Template

_SHOWN = 200

HOURS = {"1": "1 uur", "6": "6 uur", "24": "1 dag", "168": "1 week", "720": "30 dagen"}
"""By how much people move the clock."""

Handler = Callable[[Request], Awaitable[Response]]


def routes(platform: Platform) -> list[Route]:
    """Return the page's routes."""
    desk = Desk(platform)

    def form(path: str, handler: Handler) -> Route:
        guarded = from_here_alone(from_this_site(desk.answering(handler)))
        return Route("/simulator" + path, guarded, methods=["POST"])

    return [
        Route("/simulator", from_here_alone(desk.show), methods=["GET"]),
        form("/desk/events", desk.happen),
        form("/desk/chats", desk.happen_to_citizen),
        form("/desk/templates", desk.change_template),
        form("/desk/reviews", desk.set_reviews),
        form("/desk/clock", desk.move_clock),
    ]


class Desk:
    """The handlers."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._pages = Environment(
            loader=PackageLoader("bode.simulator.control", "pages"),
            autoescape=select_autoescape(),
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def show(self, _: Request) -> Response:
        """All of it on one page."""
        return self._page("")

    def answering(self, handler: Handler) -> Handler:
        """Show what is wrong on the page, in the place of a bare answer."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except BadInput as bad:
                return self._page(str(bad))

        return answer

    async def happen(self, request: Request) -> Response:
        """Something befalls a number or its account."""
        async with request.form() as form:
            number = find_number(self._platform, form.get("number"))
            detail = str(form.get("detail", "")).strip()
            happen(self._platform, number, str(form.get("event")), detail)
        return RedirectResponse("/simulator", 303)

    async def happen_to_citizen(self, request: Request) -> Response:
        """Something befalls a citizen's chat."""
        async with request.form() as form:
            number = find_number(self._platform, form.get("number"))
            digits = read_digits(str(form.get("phone", "")))
            if digits is None:
                raise BadInput("phone", "must be a phone number in international notation")
            event, detail = str(form.get("event")), str(form.get("detail", "")).strip()
            await happen_to_citizen(self._platform, number, digits, event, detail)
        return RedirectResponse("/simulator", 303)

    async def change_template(self, request: Request) -> Response:
        """Something befalls a template."""
        async with request.form() as form:
            template = self._platform.world.templates.get(str(form.get("id")))
            if template is None:
                raise BadInput("id", "there is no such template")
            kind, _, value = str(form.get("change", "")).partition(":")
            apply_change(self._platform, template, {kind: value})
        return RedirectResponse("/simulator", 303)

    async def set_reviews(self, request: Request) -> Response:
        """Review by hand, or by rules again."""
        async with request.form() as form:
            self._platform.reviews.by_hand = "by_hand" in form
        self._platform.reviews.resume()
        return RedirectResponse("/simulator", 303)

    async def move_clock(self, request: Request) -> Response:
        """Let hours pass."""
        async with request.form() as form:
            hours = str(form.get("hours", ""))
        if hours not in HOURS:
            raise BadInput("hours", f"must be one of {', '.join(HOURS)}")
        await move_clock(self._platform, int(hours) * 3600)
        return RedirectResponse("/simulator", 303)

    def _templates_by_account(self) -> dict[str, list[Template]]:
        """Return the latest templates under the name, account and numbers of their owner."""
        accounts = self._platform.world.accounts
        grouped: dict[str, list[Template]] = {}
        for template in list(self._platform.world.templates.values())[-_SHOWN:]:
            numbers = accounts.waba_numbers(template.waba)
            digits = ", ".join(one.display_number for one in numbers)
            owner = f"{numbers[0].portfolio}, account {template.waba} ({digits})"
            grouped.setdefault(owner, []).append(template)
        return grouped

    def _page(self, problem: str) -> HTMLResponse:
        world = self._platform.world
        accounts = world.accounts
        now = world.now()
        rows = [
            {
                "number": number,
                "state": accounts.state(number),
                "standing": accounts.standing(number.waba_id),
                "restrictions": [
                    kind
                    for kind, until in accounts.standing(number.waba_id).restrictions.items()
                    if until > now
                ],
                "limit": tier_of(accounts.reach(number.portfolio)),
                "opened": world.opened.count(number.portfolio, now),
            }
            for number in world.numbers.values()
        ]
        html = self._pages.get_template("desk.html").render(
            problem=problem,
            moment=datetime.fromtimestamp(now, UTC).astimezone(HERE),
            hours=HOURS,
            rows=rows,
            accounts=self._templates_by_account(),
            by_hand=self._platform.reviews.by_hand,
            happenings=OF_BUSINESSES,
            chat_events=OF_CHATS,
            phones=list(world.phones.values())[:_SHOWN],
            changes=CHANGES,
        )
        return HTMLResponse(html, 422 if problem else 200, headers=HEADERS)
