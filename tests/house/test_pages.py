"""No page is forgotten where all are judged, and where all have their picture taken."""

from __future__ import annotations

from django.urls import URLPattern
from tests.browser.pages import IN_STORIES, JUDGED_ELSEWHERE, NOT_PAGES, VISITS
from tests.house.test_routes import PAGES

NAMED = {visit.name for visit in VISITS}
LISTS = [NAMED, IN_STORIES, set(NOT_PAGES), set(JUDGED_ELSEWHERE)]
ERRORS = {"not_there"}  # pages without a route


def is_only_for_posting(pattern: URLPattern) -> bool:
    """Whether the route does something, and answers no question: `require_POST` says so."""
    cells = getattr(pattern.callback, "__closure__", None) or ()
    return ["POST"] in [cell.cell_contents for cell in cells]


def test_every_page_stands_in_the_table() -> None:
    asked = {pattern.name for pattern in PAGES.values() if not is_only_for_posting(pattern)}

    assert asked - set().union(*LISTS) == set()


def test_the_table_names_only_pages_that_there_are() -> None:
    names = {pattern.name for pattern in PAGES.values()}

    assert set().union(*LISTS) - names == ERRORS


def test_every_page_stands_in_one_place_of_the_table() -> None:
    assert sum(len(each) for each in LISTS) == len(set().union(*LISTS))
