"""The client against a real server: what is sent, what is read, and how failures are sorted."""

from __future__ import annotations

import asyncio
import hashlib
import json
import socket
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from msgspec import structs

from bode.whatsapp import (
    Access,
    AnswerLost,
    Client,
    MediaRefused,
    Refused,
    TemplateDraft,
    Unreachable,
    build_send,
    components_of,
)

NUMBER = "300000000000001"
ACCOUNT = "400000000000001"
OURS = Access(number_id=NUMBER, account_id=ACCOUNT, token="token")
BODY = build_send("31600000001", None, "text", {"body": "Hoi"}, "ours")
ACCEPTED = {
    "messaging_product": "whatsapp",
    "contacts": [{"input": "31600000001", "wa_id": "31600000001", "user_id": "NL.abc"}],
    "messages": [{"id": "wamid.A", "message_status": "accepted"}],
}


async def test_a_send_posts_the_body_as_built_with_the_token(client: Client, platform: Any) -> None:
    platform.will_answer(200, ACCEPTED)

    answer = await client.send(OURS, BODY)

    assert (answer.wamid, answer.wa_id, answer.user_id) == ("wamid.A", "31600000001", "NL.abc")
    assert answer.message_status == "accepted"
    [request] = platform.requests
    assert (request.method, request.path) == ("POST", f"/v23.0/{NUMBER}/messages")
    assert request.headers["Authorization"] == "Bearer token"
    assert request.headers["Content-Type"] == "application/json"
    assert platform.bodies == [BODY]


async def test_a_renewed_token_is_used_at_once(client: Client, platform: Any) -> None:
    platform.will_answer(200, ACCEPTED)

    await client.send(structs.replace(OURS, token="old"), BODY)
    await client.send(structs.replace(OURS, token="new"), BODY)

    shown = [request.headers["Authorization"] for request in platform.requests]
    assert shown == ["Bearer old", "Bearer new"]


async def test_a_refusal_carries_the_platforms_error(client: Client, platform: Any) -> None:
    error = {
        "message": "(#131047) Re-engagement message",
        "type": "OAuthException",
        "code": 131047,
        "error_subcode": 7,
        "error_data": {"messaging_product": "whatsapp", "details": "Too late."},
        "fbtrace_id": "trace",
    }
    platform.will_answer(400, {"error": error})

    with pytest.raises(Refused) as caught:
        await client.send(OURS, BODY)

    told = caught.value.error
    assert (told.code, told.subcode, told.details) == (131047, 7, "Too late.")
    assert (told.trace_id, caught.value.http_status) == ("trace", 400)


@pytest.mark.parametrize("transient", [True, False])
async def test_a_refusal_tells_whether_the_platform_says_that_it_will_pass(
    client: Client, platform: Any, transient: bool
) -> None:
    platform.will_answer(400, {"error": {"code": 999_999, "is_transient": transient}})

    with pytest.raises(Refused) as caught:
        await client.send(OURS, BODY)

    assert caught.value.error.is_transient is transient


async def test_error_data_may_be_plain_text(client: Client, platform: Any) -> None:
    platform.will_answer(400, {"error": {"code": 100, "error_data": "which field"}})

    with pytest.raises(Refused) as caught:
        await client.send(OURS, BODY)

    assert (caught.value.error.code, caught.value.error.details) == (100, "which field")


@pytest.mark.parametrize("body", ["", "<html>busy</html>", "[]", '{"error": "busy"}', b"\xff"])
async def test_a_refusal_without_a_readable_error_has_no_code(
    client: Client, platform: Any, body: str | bytes
) -> None:
    platform.will_answer(503, body)

    with pytest.raises(Refused) as caught:
        await client.send(OURS, BODY)

    assert (caught.value.error.code, caught.value.http_status) == (None, 503)


@pytest.mark.parametrize("status", [500, 502, 504, 524])
async def test_a_proxys_page_is_a_lost_answer_for_the_platform_may_have_acted(
    client: Client, platform: Any, status: int
) -> None:
    platform.will_answer(status, "<html>Bad Gateway</html>")

    with pytest.raises(AnswerLost):
        await client.send(OURS, BODY)


async def test_a_gateway_status_with_the_platforms_own_error_is_a_refusal(
    client: Client, platform: Any
) -> None:
    platform.will_answer(502, {"error": {"code": 131016}})

    with pytest.raises(Refused):
        await client.send(OURS, BODY)


@pytest.mark.parametrize(
    "body",
    ["", "<html>", "{}", '{"messages": []}', '{"messages": [{"id": ""}]}', "[" * 5000, b"\xff"],
    ids=["nothing", "html", "no messages", "empty", "no id", "nested too deep", "not text"],
)
async def test_an_acceptance_that_names_no_message_is_a_lost_answer(
    client: Client, platform: Any, body: str | bytes
) -> None:
    platform.will_answer(200, body)

    with pytest.raises(AnswerLost):
        await client.send(OURS, BODY)


async def test_a_redirect_is_refused_and_not_followed(client: Client, platform: Any) -> None:
    async def redirect(_request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": "/elsewhere"})

    platform.answers.append(redirect)

    with pytest.raises(Refused):
        await client.send(OURS, BODY)

    assert len(platform.requests) == 1


async def test_a_refused_connection_means_that_nothing_was_sent() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # taken, but nobody listens
        port = unused.getsockname()[1]
        async with Client(f"http://127.0.0.1:{port}") as client:
            with pytest.raises(Unreachable):
                await client.send(OURS, BODY)


async def test_an_unknown_host_means_that_nothing_was_sent() -> None:
    async with Client("http://no-such-host.invalid") as client:
        with pytest.raises(Unreachable):
            await client.send(OURS, BODY)


async def test_a_server_that_does_not_speak_tls_means_that_nothing_was_sent(
    platform: Any,
) -> None:
    async with Client(platform.url.replace("http:", "https:")) as client:
        with pytest.raises(Unreachable):
            await client.send(OURS, BODY)


async def test_waiting_for_a_free_connection_means_that_nothing_was_sent(
    platform: Any,
) -> None:
    async def wait(_request: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.json_response(ACCEPTED)

    platform.answers.append(wait)

    async with Client(platform.url, timeout_seconds=0.6, connections=1) as client:
        first, second = await asyncio.gather(
            client.send(OURS, BODY),
            client.send(OURS, BODY),
            return_exceptions=True,
        )

    assert isinstance(first, AnswerLost)
    assert isinstance(second, Unreachable)
    assert len(platform.requests) == 1


async def test_silence_after_the_request_is_a_lost_answer(platform: Any) -> None:
    async def wait(_request: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.json_response(ACCEPTED)

    platform.answers.append(wait)

    async with Client(platform.url, timeout_seconds=0.2) as client:
        with pytest.raises(AnswerLost):
            await client.send(OURS, BODY)

    assert len(platform.requests) == 1


async def cut(request: web.Request) -> web.Response:
    """Cut the connection instead of answering."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def test_a_cut_connection_is_a_lost_answer_and_the_send_is_never_repeated(
    client: Client, platform: Any
) -> None:
    platform.will_answer(200, ACCEPTED)
    platform.answers.append(cut)
    await client.send(OURS, BODY)  # so that a kept connection is used next

    with pytest.raises(AnswerLost):
        await client.send(OURS, BODY)

    assert len(platform.requests) == 2


async def test_half_an_answer_is_a_lost_answer(client: Client, platform: Any) -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "500"})
        await response.prepare(request)
        await response.write(b'{"messages": [{"id"')
        return await cut(request)

    platform.answers.append(half)

    with pytest.raises(AnswerLost):
        await client.send(OURS, BODY)

    assert len(platform.requests) == 1


async def test_marking_as_read_may_show_typing(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"success": True})

    await client.mark_read(OURS, "wamid.A", typing=True)

    assert json.loads(platform.bodies[0]) == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.A",
        "typing_indicator": {"type": "text"},
    }


@pytest.mark.parametrize("size", [12, "12"])
async def test_media_info_tells_where_a_file_is(
    client: Client, platform: Any, size: int | str
) -> None:
    platform.will_answer(
        200, {"id": 900, "url": "https://x", "mime_type": "image/png", "file_size": size}
    )

    info = await client.media_info(OURS, "900")

    assert (info.id, info.url, info.mime_type, info.size) == (
        "900",
        "https://x",
        "image/png",
        12,
    )


@pytest.mark.parametrize("node", ["", "../me", "1/2", "1?fields=id", "١"])
async def test_an_id_that_is_none_never_becomes_an_address(client: Client, node: str) -> None:
    with pytest.raises(ValueError, match="id of the platform"):
        await client.media_info(OURS, node)


FILE = b"\x89PNG" + bytes(200_000)


async def serve_file(_request: web.Request) -> web.Response:
    return web.Response(body=FILE, content_type="image/png")


async def test_a_file_is_fetched_with_the_token_into_a_path(
    client: Client, platform: Any, tmp_path: Path
) -> None:
    platform.answers.append(serve_file)

    fetched = await client.download_media(
        OURS, f"{platform.url}/media/900", max_bytes=len(FILE), into=tmp_path / "file"
    )

    assert (tmp_path / "file").read_bytes() == FILE
    assert fetched.mime_type == "image/png"
    assert fetched.sha256 == hashlib.sha256(FILE).hexdigest()
    assert fetched.size == len(FILE)
    assert platform.requests[0].headers["Authorization"] == "Bearer token"


async def test_a_file_can_be_fetched_into_anything_that_can_be_written(
    client: Client, platform: Any
) -> None:
    platform.answers.append(serve_file)
    into = BytesIO()

    await client.download_media(OURS, f"{platform.url}/x", max_bytes=10**6, into=into)

    assert into.getvalue() == FILE


async def test_a_file_larger_than_allowed_is_refused(client: Client, platform: Any) -> None:
    platform.answers.append(serve_file)

    with pytest.raises(MediaRefused):
        await client.download_media(
            OURS, f"{platform.url}/x", max_bytes=len(FILE) - 1, into=BytesIO()
        )


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/file",
        "http://lookaside.fbsbx.com/file",
        "https://fbsbx.com.elsewhere.example/file",
        "https://notfbsbx.com/file",
        "file:///etc/hostname",
        "/relative",
        "",
    ],
)
async def test_the_token_is_shown_to_the_platforms_hosts_alone(client: Client, url: str) -> None:
    with pytest.raises(MediaRefused):
        await client.download_media(OURS, url, max_bytes=1, into=BytesIO())


async def test_an_address_that_has_expired_is_a_refusal(client: Client, platform: Any) -> None:
    platform.will_answer(404, "")

    with pytest.raises(Refused):
        await client.download_media(OURS, f"{platform.url}/x", max_bytes=1, into=BytesIO())


async def test_a_file_cut_off_half_way_is_a_lost_answer(client: Client, platform: Any) -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "500"})
        await response.prepare(request)
        await response.write(b"half")
        return await cut(request)

    platform.answers.append(half)

    with pytest.raises(AnswerLost):
        await client.download_media(OURS, f"{platform.url}/x", max_bytes=999, into=BytesIO())


async def test_a_file_is_uploaded_as_a_form(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"id": "901"})

    uploaded = await client.upload_media(OURS, "brief é.pdf", "application/pdf", b"x1")

    assert uploaded == "901"
    assert platform.requests[0].path == f"/v23.0/{NUMBER}/media"
    assert b'name="messaging_product"' in platform.bodies[0]
    assert b"application/pdf" in platform.bodies[0]
    assert b"x1" in platform.bodies[0]


def listed(number: int, **members: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "name": f"t{number}",
        "language": "nl",
        "category": "UTILITY",
        "status": "APPROVED",
        "components": [{"type": "BODY", "text": "Dag", "example": {"body_text": [["x"]]}}],
    } | members


async def test_templates_are_read_page_after_page(client: Client, platform: Any) -> None:
    after = {"cursors": {"before": "a", "after": "b"}, "next": "https://elsewhere.example/next"}
    platform.will_answer(200, {"data": [listed(1)], "paging": after})
    platform.will_answer(
        200, {"data": [listed(2)], "paging": {"cursors": {"before": "b", "after": "c"}}}
    )

    shapes = await client.templates(OURS)

    assert [shape.name for shape in shapes] == ["t1", "t2"]
    assert [request.query.get("after") for request in platform.requests] == [None, "b"]


async def test_a_page_that_points_at_itself_ends_the_reading(client: Client, platform: Any) -> None:
    platform.will_answer(
        200, {"data": [listed(1)], "paging": {"cursors": {"after": "b"}, "next": "x"}}
    )

    await client.templates(OURS)

    assert len(platform.requests) == 2


async def test_a_template_keeps_what_nobody_here_reads(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"data": [listed(1, parameter_format="NAMED", future=1)]})

    [shape] = await client.templates(OURS)

    assert shape.parameter_format == "NAMED"
    assert shape.components == [{"type": "BODY", "text": "Dag", "example": {"body_text": [["x"]]}}]


async def test_an_odd_template_never_costs_its_neighbours(client: Client, platform: Any) -> None:
    odd = [None, {}, listed(1, name=None), listed(2, language=5), listed(3, id=True)]
    strange = listed(5, id=5, category=None, components="odd", parameter_format=None)
    platform.will_answer(200, {"data": [*odd, listed(4), strange]})

    shapes = await client.templates(OURS)

    assert [(shape.id, shape.name) for shape in shapes] == [("4", "t4"), ("5", "t5")]
    assert (shapes[1].category, shapes[1].components) == ("", [])


async def test_an_account_is_subscribed_with_our_own_address(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"success": True})

    await client.subscribe(OURS, "https://bode.example/hook", "word")

    assert platform.requests[0].path == "/v23.0/400000000000001/subscribed_apps"
    assert json.loads(platform.bodies[0]) == {
        "override_callback_uri": "https://bode.example/hook",
        "verify_token": "word",
    }


DRAFT = TemplateDraft(
    name="nieuws", language="nl", category="UTILITY", body="Er is nieuws voor u van de gemeente."
)


async def test_a_template_is_created_in_the_platforms_shape(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"id": "77", "status": "PENDING", "category": "MARKETING"})

    made = await client.create_template(OURS, DRAFT)

    assert (made.id, made.status, made.category) == ("77", "PENDING", "MARKETING")
    assert platform.requests[0].path == "/v23.0/400000000000001/message_templates"
    assert json.loads(platform.bodies[0]) == {
        "name": "nieuws",
        "language": "nl",
        "category": "UTILITY",
        "parameter_format": "NAMED",
        "components": [{"type": "BODY", "text": DRAFT.body}],
    }


async def test_a_template_is_edited_by_its_id(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"success": True})

    await client.edit_template(OURS, "77", "UTILITY", components_of(DRAFT))

    assert platform.requests[0].path == "/v23.0/77"
    assert json.loads(platform.bodies[0]) == {
        "category": "UTILITY",
        "components": [{"type": "BODY", "text": DRAFT.body}],
    }


async def test_a_template_is_deleted_in_one_language(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"success": True})

    await client.delete_template(OURS, "nieuws", "77")

    [request] = platform.requests
    assert (request.method, dict(request.query)) == ("DELETE", {"name": "nieuws", "hsm_id": "77"})


async def test_a_template_tells_its_quality(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"data": [listed(1, quality_score={"score": "RED", "date": 1})]})

    [shape] = await client.templates(OURS, name="t1")

    assert shape.quality == "RED"
    assert platform.requests[0].query["name"] == "t1"
