"""What a citizen sends to do harm: it can be read, it does nothing, and it hides nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django.fixtures import Settings
from tests.conversations.street import Citizen
from tests.web.conftest import become, read, reply, streamed, the_conversation

from bode.conversations import files
from bode.conversations.models import Conversation, Media
from bode.organisations.tenancy import every_tenant
from bode.simulator.samples import sample

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(1)>"
TURNED = "foto\u202egpj.exe"  # shown by who obeys it as fotoexe.jpg
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<html><script>alert(1)</script></html>"

ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href", "hx-get", "hx-post")

Keep = Callable[..., Media]


@pytest.fixture
def keep(citizen: Citizen, tmp_path: Path, settings: Settings) -> Keep:
    """A file that was fetched, whatever is in it."""
    settings.MEDIA_ROOT = tmp_path

    def arrange(data: bytes, mime_type: str, kind: str = "document", filename: str = "") -> Media:
        content = {"id": "55", "mime_type": mime_type} | (
            {"filename": filename} if filename else {}
        )
        citizen.write(kind, content)
        with every_tenant("a test arranges a file"):
            media = Media.objects.get()
            media.sha256 = sha256(data).hexdigest()
            media.key = files.keep(media.municipality_id, media.sha256, BytesIO(data))
            media.state, media.size = "stored", len(data)
            media.save()
        return media

    return arrange


class Acting(HTMLParser):
    """Everything on a page that could act and is not of Bode's own making."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        own = tag == "script" and given.get("src", "").startswith("/static/")
        if tag in ("script", "iframe", "object", "embed", "base") and not own:
            self.found.append(tag)
        self.found += [name for name in given if name.startswith("on")]
        self.found += [
            f"{name}={given[name]}" for name in ADDRESSES if "script:" in given.get(name, "")
        ]


def acting(page: str) -> list[str]:
    parser = Acting()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("harm", [SCRIPT, BREAKOUT])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text", {"body": "{}"}),
        ("text", {"body": "*{}* ```{}``` > {}\n1. {}"}),
        ("text", {"body": "https://voorbeeld.example/{} www.voorbeeld.example/{}"}),
        ("text", {"body": "javascript:alert(1)//{}"}),
        ("image", {"id": "5", "mime_type": "image/png", "caption": "{}"}),
        ("document", {"id": "5", "mime_type": "{}", "filename": "{}.pdf"}),
        ("location", {"latitude": 52.1, "longitude": 5.1, "name": "{}", "address": "{}"}),
        (
            "contacts",
            [
                {
                    "name": {"formatted_name": "{}"},
                    "phones": [{"phone": "{}"}],
                    "org": {"company": "{}"},
                }
            ],
        ),
        ("button", {"payload": "{}", "text": "{}"}),
        (
            "interactive",
            {"type": "list_reply", "list_reply": {"id": "{}", "title": "{}", "description": "{}"}},
        ),
        (
            "interactive",
            {"type": "nfm_reply", "nfm_reply": {"response_json": '{"{}": "{}", "b": ["{}"]}'}},
        ),
        (
            "order",
            {"catalog_id": "{}", "text": "{}", "product_items": [{"product_retailer_id": "{}"}]},
        ),
        ("system", {"body": "{}", "type": "{}"}),
        ("{}", {"{}": "{}"}),
    ],
)
def test_nothing_that_a_citizen_writes_becomes_part_of_the_page(
    browser: Client, citizen: Citizen, kind: str, content: Any, harm: str
) -> None:
    citizen.name = harm
    citizen.write(content={"body": "Goedemorgen"})
    citizen.write(_filled(kind, harm)[:40], _filled(content, harm))

    for page in (
        read(browser, the_conversation()),
        browser.get(reverse("desk")).content.decode(),
        browser.get(reverse("past", args=[the_conversation().id])).content.decode(),
        browser.get(reverse("search"), {"q": "alert"}).content.decode(),
    ):
        assert acting(page) == []
        assert "<img src=x" not in page


def test_nor_does_what_a_template_said(browser: Client, conversation: Conversation) -> None:
    reply(browser, conversation)
    become(type="template", text=SCRIPT + BREAKOUT, author_name=BREAKOUT)

    page = read(browser, conversation)

    assert acting(page) == []
    assert "&lt;script&gt;alert(1)" in page


def _filled(value: Any, harm: str) -> Any:
    """The same with the harm in each of its texts."""
    if isinstance(value, dict):
        return {_filled(key, harm): _filled(each, harm) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, harm) for each in value]
    if isinstance(value, str):
        quoted = harm.replace('"', '\\"') if value.startswith('{"') else harm
        return value.replace("{}", quoted)
    return value


@pytest.mark.parametrize(
    "kind", ["image/svg+xml", "text/html", "text/xml", "application/xhtml+xml"]
)
@pytest.mark.parametrize("data", [SVG, HTML, b'<?xml version="1.0"?>' + SVG])
def test_what_could_act_is_only_ever_saved(
    browser: Client, keep: Keep, kind: str, data: bytes
) -> None:
    answer = browser.get(reverse("media", args=[keep(data, kind, filename="a.svg").id]))

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="a.svg"'
    assert streamed(answer) == data


@pytest.mark.parametrize(
    ("claimed", "data"),
    [
        ("image/png", SVG),
        ("image/png", HTML),
        ("image/jpeg", b"%PDF-1.7\n" + HTML),
        ("image/gif", b"alert(1)/*GIF89a*/"),
        ("image/webp", b"RIFFalert(1)"),
        ("video/mp4", HTML),
        ("audio/ogg", HTML),
        ("image/png", b""),
    ],
)
def test_a_browser_shows_nothing_whose_first_bytes_tell_otherwise(
    browser: Client, keep: Keep, claimed: str, data: bytes
) -> None:
    answer = browser.get(reverse("media", args=[keep(data, claimed).id]))

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_part_of_a_file_is_judged_by_the_whole(browser: Client, keep: Keep) -> None:
    media = keep(HTML + sample("image/png"), "image/png")
    begin = {"Range": f"bytes={len(HTML)}-"}

    answer = browser.get(reverse("media", args=[media.id]), headers=begin)

    assert answer.status_code == 206
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_picture_that_is_a_script_too_stays_a_picture(browser: Client, keep: Keep) -> None:
    both = b"GIF89a/*\x01\x00" + bytes(20) + b"*/=1;alert(1)"

    answer = browser.get(reverse("media", args=[keep(both, "image/gif").id]))

    assert answer["Content-Type"] == "image/gif"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (TURNED, 'attachment; filename="fotogpj.exe"'),
        ('a"; filename="b.exe', 'attachment; filename="a\\"; filename=\\"b.exe"'),
        ("a\r\nSet-Cookie: b=c", "attachment; filename*=utf-8''a%0D%0ASet-Cookie%3A%20b%3Dc"),
        ("Besluit café.pdf", "attachment; filename*=utf-8''Besluit%20caf%C3%A9.pdf"),
        ("😀.pdf", "attachment; filename*=utf-8''%F0%9F%98%80.pdf"),
    ],
)
def test_a_file_is_saved_under_its_own_name_and_no_other(
    browser: Client, keep: Keep, name: str, told: str
) -> None:
    media = keep(b"PK", "application/zip", filename=name)

    answer = browser.get(reverse("media", args=[media.id]))

    assert answer["Content-Disposition"] == told
    assert not answer.has_header("Set-Cookie") or "b=c" not in answer["Set-Cookie"]


def test_a_name_that_turns_itself_around_shows_how_it_ends(browser: Client, keep: Keep) -> None:
    keep(b"PK", "application/zip", filename=TURNED)

    page = read(browser, the_conversation())

    assert ">fotogpj.exe<" in page
    assert "\u202e" not in page + browser.get(reverse("desk")).content.decode()


def test_a_citizens_name_turns_nothing_around_it(browser: Client, citizen: Citizen) -> None:
    citizen.name = f"{TURNING}Sanne{TURNING}"
    citizen.write()

    page = read(browser, the_conversation())

    assert "<bdi>Sanne</bdi></h1>" in page
    assert not set(TURNING) & set(page)


def test_a_text_turns_nothing_outside_itself(browser: Client, citizen: Citizen) -> None:
    citizen.write(content={"body": "Tot \u202emorgen"})

    assert '<div class="bubble__text" dir="auto">Tot \u202emorgen</div>' in read(
        browser, the_conversation()
    )


def test_an_address_reads_as_it_leads(browser: Client, citizen: Citizen) -> None:
    citizen.write(content={"body": "Zie https://voorbeeld.example/\u202egpj.exe nu"})

    page = read(browser, the_conversation())

    assert 'href="https://voorbeeld.example/gpj.exe"' in page
    assert ">https://voorbeeld.example/gpj.exe</a>" in page


@pytest.mark.parametrize(
    "text",
    [
        "😀" * 4096,
        "👨‍👩‍👧‍👦" * 585,
        "*_~`" * 1024,
        "www.a.nl " * 455,
        "a" + "\u0301" * 4095,
        "<" * 4096,
    ],
    ids=["emoji", "families", "marks", "addresses", "accents", "brackets"],
)
def test_the_longest_text_is_shown_at_once(browser: Client, citizen: Citizen, text: str) -> None:
    citizen.write()
    conversation = the_conversation()
    read(browser, conversation)
    citizen.write(content={"body": text})
    started = time.process_time()

    page = read(browser, conversation)

    assert time.process_time() - started < 1  # second, on a busy machine
    assert len(page) < 200_000


def test_a_picture_that_would_fill_the_memory_makes_no_small_one(
    browser: Client, conversation: Conversation
) -> None:
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    bomb.seek(0)
    bomb.name = "plan.png"

    answer = reply(browser, conversation, file=bomb)

    assert answer.status_code == 422
    assert "Het bestand is te groot" in answer.content.decode()


def test_an_archive_that_grows_without_end_is_never_unpacked(browser: Client, keep: Keep) -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(50_000_000))
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    media = keep(bomb.getvalue(), office, filename="brief.docx")

    answer = browser.get(reverse("media", args=[media.id]))

    assert int(answer["Content-Length"]) == len(bomb.getvalue()) < 100_000
    assert "brief.docx" in read(browser, the_conversation())
