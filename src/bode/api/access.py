"""Tokens: who calls, what the token may do, and the scope in which the call runs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.security import HttpBearer

from bode.organisations import tenancy
from bode.organisations.actors import Actor, find_token_actor
from bode.organisations.models import TokenScope

View = Callable[..., HttpResponseBase]


class Call(HttpRequest):
    """A request of a program that showed a valid token."""

    auth: Actor
    while_running: ExitStack


class Token(HttpBearer):
    """Asks for a token with this scope, and opens its organisation's scope for the whole call.

    Every call that is not public has one of these as its `auth`.
    """

    openapi_description = "A token of your organisation, made by its administrator."

    def __init__(self, scope: TokenScope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = find_token_actor(token)
        if actor is None:
            return None
        actor.require(self.scope)
        request.while_running.enter_context(  # type: ignore[attr-defined]
            tenancy.scope(actor.organisation_id)
        )
        return actor


def until_answered(run: View) -> View:
    """Keep what `Token` opens open until the answer is written."""

    @wraps(run)
    def running(request: Call, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with ExitStack() as request.while_running:
            return run(request, *args, **kwargs)

    return running
