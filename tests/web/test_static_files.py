"""Style sheets and scripts: small on the way, and fetched again only when they changed."""

from __future__ import annotations

import gzip
from pathlib import Path

from django.templatetags.static import static
from django.test import Client

from bode import web

SHEET = (Path(web.__file__).parent / "static" / "bode.css").read_bytes()


def test_a_style_sheet_comes_compressed_for_who_can_read_that(client: Client) -> None:
    small = client.get("/static/bode.css", headers={"Accept-Encoding": "gzip, br"})
    plain = client.get("/static/bode.css")

    assert gzip.decompress(small.content) == plain.content == SHEET
    assert small["Content-Encoding"] == "gzip"
    assert int(small["Content-Length"]) == len(small.content) < len(SHEET) / 2
    assert small["Vary"] == plain["Vary"] == "Accept-Encoding"


def test_the_address_on_a_page_is_kept_for_as_long_as_the_content_stays(client: Client) -> None:
    address = static("bode.css")

    assert "?v=" in address
    assert "immutable" in client.get(address)["Cache-Control"]


def test_an_address_of_another_version_is_not_kept(client: Client) -> None:
    """While a new version is rolled out, a page of one process may ask another one."""
    for address in ("/static/bode.css", "/static/bode.css?v=000000000000"):
        assert client.get(address)["Cache-Control"] == "max-age=60, public"


def test_what_the_browser_still_has_is_not_sent_again(client: Client) -> None:
    known = client.get("/static/bode.css")["ETag"]

    answer = client.get("/static/bode.css", headers={"If-None-Match": known})

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_part_of_a_file_can_be_asked_for(client: Client) -> None:
    headers = {"Range": "bytes=0-9", "Accept-Encoding": "gzip"}

    answer = client.get("/static/bode.css", headers=headers)

    assert (answer.status_code, answer.content) == (206, SHEET[:10])


def test_what_is_no_file_is_not_found(db: None, client: Client) -> None:
    assert client.get("/static/vendor").status_code == 404
    assert client.get("/static/../settings/django.py").status_code == 404
