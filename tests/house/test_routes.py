"""Every address says who may come there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import Operation

from bode.api.access import Token
from bode.api.service import api
from bode.organisations.models import Role, TokenScope

# Addresses that ask for nobody's name, each with the reason why not.
OPEN = {
    "healthz/live": "the machinery around Bode asks without an account",
    "healthz/ready": "the machinery around Bode asks without an account",
    "metrics": "the machinery around Bode asks without an account",
    ".well-known/security.txt": "whoever finds a leak must find whom to warn",
    "^api/v1(?:/|$)openapi.json": "the design rules ask for a public document",
}
OPEN_CALLS = {
    "/purposes": "the catalogue is the same for everyone",
    "/monitor": "the figures are open data",
    "/policy/explain": "the rules are public",
}


def walk(patterns: list[Any], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, address)
        else:
            yield address, pattern


ROUTES = dict(walk(get_resolver().url_patterns))
PAGES = {
    address: pattern
    for address, pattern in ROUTES.items()
    if address not in OPEN and not address.startswith("^api/v1")
}


def test_there_are_routes_to_look_at() -> None:
    assert len(ROUTES) > 30
    assert set(OPEN) <= set(ROUTES)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_names_its_permission(address: str) -> None:
    view = PAGES[address].callback
    named = hasattr(view, "rights") or hasattr(view, "public")

    # What allauth brings guards itself: signing in is for everyone, the rest for who did.
    assert named or view.__module__.startswith("allauth.")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_asks_for_roles_that_exist(address: str) -> None:
    assert set(getattr(PAGES[address].callback, "rights", ())) <= set(Role.values)


def calls() -> Iterator[tuple[str, Operation]]:
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield prefix + path, operation


CALLS = list(calls())


@pytest.mark.parametrize(
    ("path", "operation"), CALLS, ids=[f"{sorted(each.methods)[0]} {path}" for path, each in CALLS]
)
def test_every_call_names_the_scope_that_its_token_needs(path: str, operation: Operation) -> None:
    guards = [each for each in operation.auth_callbacks if isinstance(each, Token)]

    if path in OPEN_CALLS:
        assert not operation.auth_callbacks
    else:
        assert [guard.scope in TokenScope for guard in guards] == [True]
