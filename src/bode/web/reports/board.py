"""The wallboard: how it stands at this moment, for a screen that hangs on a wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bode.organisations.models import Team
from bode.organisations.teams import access_team, list_teams
from bode.reports.board import Board, look
from bode.reports.queries import list_due_soon
from bode.web.access import ActingRequest, allow
from bode.web.desk.contacts import show_citizen
from bode.web.desk.pane import uuid_or_none
from bode.web.sharing import shared

from .figures import describe_promise
from .words import percent, shown


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A number on the board. `since`: what ticks; `tone`: good, warn or bad."""

    code: str
    name: str
    value: str = ""
    about: str = ""
    since: datetime | None = None
    tone: str = ""
    url: str = ""
    is_large: bool = False

    @property
    def version(self) -> str:
        """Another text when anything to be seen has changed."""
        return f"{self.value}|{self.about}|{self.since}|{self.tone}"


@require_GET
@allow("administrator", "agent")
def wallboard(request: ActingRequest) -> HttpResponse:
    """The page, of all or of one `team`; it fetches its numbers again when something changes."""
    team = _team(request)
    teams = [(each, _query(each), each == team) for each in list_teams()]
    context = {"team": team, "teams": teams, "query": _query(team)}
    return render(request, "reports/board.html", {**context, **_context(request, team)})


@require_GET
@allow("administrator", "agent")
def wallboard_now(request: ActingRequest) -> HttpResponse:
    """The numbers alone, made once for all screens that ask for them at one moment."""
    team = _team(request)
    key = f"wallboard {team.id if team else ''} {get_language()}"

    def make() -> str:
        return render_to_string("reports/board_now.html", _context(request, team))

    return HttpResponse(shared(request.actor.organisation_id, key, make))


@require_GET
@allow("administrator", "agent")
def due_soon(request: ActingRequest) -> HttpResponse:
    """What is due soon or is late; names of citizens are for who answers them."""
    team = _team(request)
    may_read = request.actor.has("agent")
    rows = [
        {
            "due": each,
            "conversation": each.conversation,
            "citizen": show_citizen(each.conversation.contact) if may_read else None,
        }
        for each in list_due_soon(team.id if team else None)
    ]
    return render(request, "reports/due.html", {"rows": rows, "may_read": may_read, "team": team})


def _team(request: ActingRequest) -> Team | None:
    """The team that is asked for in the address. Raises `Team.DoesNotExist`."""
    given = request.GET.get("team")
    if not given:
        return None
    team_id = uuid_or_none(given)
    if team_id is None:
        raise Team.DoesNotExist
    return access_team(team_id)


def _query(team: Team | None) -> str:
    return f"?team={team.id}" if team else ""


def _context(request: ActingRequest, team: Team | None) -> dict[str, Any]:
    board = look(request.actor.organisation_id, team)
    tiles = [*_now(board, reverse("due_soon") + _query(team)), *_today(board), *_promised(board)]
    return {"tiles": tiles, "at": board.at}


def _now(board: Board, due_url: str) -> list[Tile]:
    return [
        Tile(
            code="waiting", name=_("Wachten op antwoord"), value=shown(board.waiting), is_large=True
        ),
        Tile(
            code="longest",
            name=_("Langste wachttijd"),
            value="" if board.waiting_since else "–",
            since=board.waiting_since,
            is_large=True,
        ),
        Tile(
            code="nobody",
            name=_("Van niemand"),
            value=shown(board.nobodys),
            tone="warn" if board.nobodys else "good",
            is_large=True,
        ),
        Tile(
            code="late",
            name=_("Te laat"),
            value=shown(board.late),
            tone="bad" if board.late else "good",
            url=due_url,
        ),
        Tile(
            code="soon",
            name=_("Bijna te laat"),
            value=shown(board.soon),
            tone="warn" if board.soon else "good",
            url=due_url,
        ),
        Tile(code="available", name=_("Beschikbaar"), value=shown(board.available)),
        Tile(code="away", name=_("Afwezig"), value=shown(board.away)),
    ]


def _today(board: Board) -> list[Tile]:
    today = _("vandaag")
    return [
        Tile(
            code="received", name=_("Ontvangen berichten"), value=shown(board.received), about=today
        ),
        Tile(
            code="answered",
            name=_("Beantwoorde gesprekken"),
            value=shown(board.answered),
            about=today,
        ),
        Tile(
            code="closed", name=_("Afgehandelde gesprekken"), value=shown(board.closed), about=today
        ),
        Tile(
            code="failed",
            name=_("Niet aangekomen"),
            value=shown(board.failed),
            about=today,
            tone="bad" if board.failed else "good",
        ),
    ]


def _promised(board: Board) -> list[Tile]:
    return [
        Tile(
            code=f"level-{number}",
            name=describe_promise(each.promise, each.within, each.team),
            value=percent(each.reached),
            about=_("vandaag; afgesproken is %(percent)s%%") % {"percent": each.percent},
            tone="" if each.reached is None else "good" if each.is_kept else "bad",
        )
        for number, each in enumerate(board.attained)
    ]
