"""The same calls along 360dialog: other addresses, another header, the same bodies."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest

from bode.whatsapp import (
    Access,
    Client,
    Gateway,
    MediaRefused,
    NotOffered,
    Refused,
    TemplateDraft,
    build_send,
    components_of,
)
from bode.whatsapp.gateways import Graph

THEIRS = Access(
    gateway=Gateway.DIALOG360,
    number_id="300000000000001",
    account_id="400000000000001",
    token="api-key",
)
BODY = build_send("31600000001", None, "text", {"body": "Hoi"}, "ours")
ACCEPTED = {"messages": [{"id": "wamid.A"}]}
DRAFT = TemplateDraft(
    name="nieuws", language="nl", category="UTILITY", body="Er is nieuws voor u van de gemeente."
)


@pytest.fixture
async def client(platform: Any) -> AsyncIterator[Client]:
    nobody = "http://127.0.0.1:9"
    async with Client(nobody, dialog360_url=platform.url, timeout_seconds=20) as client:
        yield client


def asked(platform: Any) -> tuple[str, str]:
    request = platform.requests[-1]
    assert request.headers["D360-API-KEY"] == "api-key"
    assert "Authorization" not in request.headers
    return request.method, str(request.rel_url)


async def test_a_send_names_no_number_for_the_key_does(client: Client, platform: Any) -> None:
    platform.will_answer(200, ACCEPTED)

    answer = await client.send(THEIRS, BODY)

    assert answer.wamid == "wamid.A"
    assert asked(platform) == ("POST", "/messages")
    assert platform.bodies == [BODY]


async def test_a_number_can_move_from_one_gateway_to_the_other(platform: Any) -> None:
    platform.will_answer(200, ACCEPTED)
    before = Access(number_id=THEIRS.number_id, account_id=THEIRS.account_id, token="token")

    async with Client(platform.url, dialog360_url=platform.url) as client:
        await client.send(before, BODY)
        await client.send(THEIRS, BODY)

    assert [r.path for r in platform.requests] == ["/v23.0/300000000000001/messages", "/messages"]


async def test_reading_is_told_at_the_same_address(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"success": True})

    await client.mark_read(THEIRS, "wamid.A")

    assert asked(platform) == ("POST", "/messages")


async def test_a_file_is_uploaded_and_described(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"id": "901", "url": "https://x"})

    assert await client.upload_media(THEIRS, "a.pdf", "application/pdf", b"x") == "901"
    assert asked(platform) == ("POST", "/media")
    await client.media_info(THEIRS, "901")
    assert asked(platform) == ("GET", "/901")


async def test_a_file_is_fetched_from_360dialog_wherever_the_platform_has_it(
    client: Client, platform: Any
) -> None:
    platform.will_answer(200, b"file")
    url = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=A-b%2B"
    into = BytesIO()

    await client.download_media(THEIRS, url, max_bytes=9, into=into)

    assert into.getvalue() == b"file"
    assert asked(platform) == ("GET", "/whatsapp_business/attachments/?mid=1&ext=2&hash=A-b%2B")


async def test_no_address_leads_the_key_elsewhere(client: Client, platform: Any) -> None:
    platform.will_answer(404, "")

    with pytest.raises(Refused):
        await client.download_media(
            THEIRS, "https://x.example//elsewhere.example/file", max_bytes=9, into=BytesIO()
        )

    assert len(platform.requests) == 1


@pytest.mark.parametrize("url", ["/relative", "", "file:///etc/hostname", "http://[bad"])
async def test_what_is_no_address_is_not_fetched(client: Client, url: str) -> None:
    with pytest.raises(MediaRefused):
        await client.download_media(THEIRS, url, max_bytes=9, into=BytesIO())


async def test_templates_have_no_account_in_their_addresses(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"data": []})
    await client.templates(THEIRS, name="nieuws")
    assert platform.requests[-1].path == "/message_templates"
    assert platform.requests[-1].query["name"] == "nieuws"

    platform.answers.clear()
    platform.will_answer(200, {"id": "77", "status": "PENDING", "category": "UTILITY"})
    await client.create_template(THEIRS, DRAFT)
    assert asked(platform) == ("POST", "/message_templates")
    await client.edit_template(THEIRS, "77", "UTILITY", components_of(DRAFT))
    assert asked(platform) == ("POST", "/message_templates/77")
    await client.delete_template(THEIRS, "nieuws", "77")
    assert asked(platform) == ("DELETE", "/message_templates?name=nieuws&hsm_id=77")


async def test_a_webhook_is_asked_for_with_our_word_in_its_header(
    client: Client, platform: Any
) -> None:
    platform.will_answer(200, {})

    await client.subscribe(THEIRS, "https://bode.example/hook", "word")

    assert asked(platform) == ("POST", "/v1/configs/webhook")
    assert json.loads(platform.bodies[0]) == {
        "url": "https://bode.example/hook",
        "headers": {"Authorization": "Bearer word"},
    }


@pytest.mark.parametrize(
    "body", ['{"meta": {"success": false, "http_code": 401}}', '{"error": "no such key"}', ""]
)
async def test_a_key_that_is_refused_means_the_same_as_a_token(
    client: Client, platform: Any, body: str
) -> None:
    platform.will_answer(401, body)

    with pytest.raises(Refused) as caught:
        await client.send(THEIRS, BODY)

    assert caught.value.error.code == 190


def test_a_token_never_shows_where_an_access_is_written_out() -> None:
    assert "api-key" not in repr(THEIRS)


async def test_an_example_file_can_not_be_given_to_360dialog(client: Client, platform: Any) -> None:
    with pytest.raises(NotOffered):
        await client.upload_example(THEIRS, "kaart.png", "image/png", b"\x89PNG")

    assert platform.requests == []


async def test_a_template_is_put_away_and_brought_back(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"archived_templates": ["7001"], "failed_templates": {}})
    await client.archive_template(THEIRS, "7001")
    assert asked(platform) == ("POST", "/message_templates/archive")
    assert json.loads(platform.bodies[-1]) == {"hsm_ids": ["7001"]}

    platform.will_answer(200, {"unarchived_templates": ["7001"], "failed_templates": {}})
    await client.unarchive_template(THEIRS, "7001")
    assert asked(platform) == ("POST", "/message_templates/unarchive")


async def test_what_could_not_be_put_away_is_refused(client: Client, platform: Any) -> None:
    platform.will_answer(200, {"archived_templates": [], "failed_templates": {"7001": "No."}})

    with pytest.raises(Refused):
        await client.archive_template(THEIRS, "7001")


async def test_a_pause_is_not_ended_along_360dialog(client: Client) -> None:
    with pytest.raises(NotOffered):
        await client.unpause_template(THEIRS, "7001")


def test_meta_has_the_archive_at_a_host_of_its_own() -> None:
    access = Access(number_id="1", account_id="400000000000001", token="token")

    address = Graph("https://graph.facebook.com", "v23.0").of_archive(access, "message_templates/a")

    assert str(address) == "https://api.facebook.com/400000000000001/message_templates/a"
