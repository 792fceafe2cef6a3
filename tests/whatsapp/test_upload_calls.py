"""Example files given in a session, which outlives a connection that breaks."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from bode.whatsapp import Access, AnswerLost, Client

OURS = Access(number_id="300000000000001", account_id="400000000000001", token="token")


async def cut(request: web.Request) -> web.Response:
    """Cut the connection instead of answering."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def test_an_example_file_is_uploaded_in_a_session_of_the_tokens_app(
    client: Client, platform: Any
) -> None:
    platform.will_answer(200, {"id": "upload:MTpi==?sig=ARa-b_c"})
    platform.will_answer(200, {"h": "4::aW1:seal"})

    handle = await client.upload_example(OURS, "kaart.png", "image/png", b"\x89PNG")

    assert handle == "4::aW1:seal"
    begun, given = platform.requests
    assert (begun.method, begun.path) == ("POST", "/v23.0/app/uploads")
    assert dict(begun.query) == {
        "file_name": "kaart.png",
        "file_length": "4",
        "file_type": "image/png",
    }
    assert str(given.rel_url) == "/v23.0/upload:MTpi==?sig=ARa-b_c"
    assert given.headers["Authorization"] == "OAuth token"
    assert given.headers["file_offset"] == "0"
    assert platform.bodies == [b"", b"\x89PNG"]


async def test_an_upload_whose_last_answer_is_lost_ends_without_a_handle(
    client: Client, platform: Any
) -> None:
    platform.will_answer(200, {"id": "upload:MTpi"})
    platform.answers.append(cut)
    platform.will_answer(400, {"error": {"code": 100, "error_subcode": 33}})

    with pytest.raises(AnswerLost):
        await client.upload_example(OURS, "kaart.png", "image/png", b"\x89PNG")


async def test_an_upload_of_which_nothing_more_arrives_is_given_up(
    client: Client, platform: Any
) -> None:
    platform.will_answer(200, {"id": "upload:MTpi"})
    platform.answers.append(cut)
    platform.will_answer(200, {"id": "upload:MTpi", "file_offset": 0})

    with pytest.raises(AnswerLost):
        await client.upload_example(OURS, "kaart.png", "image/png", b"\x89PNG")

    assert [r.method for r in platform.requests].count("POST") == 2
