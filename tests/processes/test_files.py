"""Style sheets and scripts: small on the way, and fetched again only when they changed."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import httpx
import pytest
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bode import web
from bode.processes.asgi import application
from bode.processes.files import Files

SHEET = (Path(web.__file__).parent / "static" / "bode.css").read_bytes()


@pytest.fixture(scope="module")
def browser() -> httpx.AsyncClient:
    door = httpx.ASGITransport(application)
    plain = {"Accept-Encoding": "identity"}
    return httpx.AsyncClient(transport=door, base_url="http://bode.test", headers=plain)


async def test_a_style_sheet_comes_compressed_for_who_can_read_that(
    browser: httpx.AsyncClient,
) -> None:
    wanted = {"Accept-Encoding": "gzip, br"}
    async with browser.stream("GET", "/static/bode.css", headers=wanted) as small:
        sent = b"".join([part async for part in small.aiter_raw()])
    plain = await browser.get("/static/bode.css")

    assert gzip.decompress(sent) == plain.content == SHEET
    assert small.headers["Content-Encoding"] == "gzip"
    assert int(small.headers["Content-Length"]) == len(sent) < len(SHEET) / 2
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


async def test_the_address_on_a_page_is_kept_for_as_long_as_the_content_stays(
    browser: httpx.AsyncClient,
) -> None:
    address = static("bode.css")

    assert "?v=" in address
    assert "immutable" in (await browser.get(address)).headers["Cache-Control"]


async def test_an_address_of_another_version_is_not_kept(browser: httpx.AsyncClient) -> None:
    """While a new version is rolled out, a page of one process may ask another one."""
    for address in ("/static/bode.css", "/static/bode.css?v=000000000000"):
        answer = await browser.get(address)
        assert answer.headers["Cache-Control"] == "max-age=60, public"


async def test_what_the_browser_still_has_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    known = (await browser.get("/static/bode.css")).headers["ETag"]

    answer = await browser.get("/static/bode.css", headers={"If-None-Match": known})

    assert (answer.status_code, answer.content) == (304, b"")


async def test_a_part_of_a_file_can_be_asked_for(browser: httpx.AsyncClient) -> None:
    headers = {"Range": "bytes=0-9", "Accept-Encoding": "gzip"}

    answer = await browser.get("/static/bode.css", headers=headers)

    assert (answer.status_code, answer.content) == (206, SHEET[:10])


async def test_a_file_is_what_it_says_and_nothing_else(browser: httpx.AsyncClient) -> None:
    answer = await browser.head("/static/bode.svg")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_nothing_can_be_sent_to_a_file(browser: httpx.AsyncClient) -> None:
    assert (await browser.post("/static/bode.css")).status_code == 405


def test_a_file_is_as_well_protected_as_a_page(
    db: None, client: Client, settings: Settings
) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    page = client.get(reverse("monitor"), secure=True)

    async def get() -> httpx.Response:
        door = httpx.ASGITransport(Files())
        async with httpx.AsyncClient(transport=door, base_url="https://bode.test") as browser:
            return await browser.get("/static/bode.svg")

    file = asyncio.run(get())

    assert file.headers["Strict-Transport-Security"] == "max-age=60"
    for name in ("Cross-Origin-Opener-Policy", "Referrer-Policy", "X-Content-Type-Options"):
        assert file.headers[name] == page[name]


@pytest.mark.parametrize(
    "path",
    [
        "/static/vendor",
        "/static/",
        "/static/../settings/django.py",
        "/static//bode.css",
        "/bode.css",
    ],
)
def test_only_a_file_has_an_address_here(path: str) -> None:
    assert Files().has("/static/bode.css")
    assert not Files().has(path)
