"""What the door answers, and what it keeps, as the platform sees it from the street."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpx
import pytest
from django.db import connection
from tests.databases import hang_up_on_everyone_else
from tests.intake.street import (
    ADDRESS,
    SECRET,
    TOKEN,
    Entrance,
    kept,
    message,
    outside,
    post,
    signed,
)

from bode.whatsapp import HEADER, sign
from bode.whatsapp.limits import WEBHOOK_BODY_BYTES


class TestTheHandshake:
    def test_echoes_the_challenge_to_who_knows_the_token(self, street: httpx.Client) -> None:
        answer = shake(street, token=TOKEN)

        assert (answer.status_code, answer.text) == (200, "Uitdaging 1&2 é")
        assert answer.headers["content-type"].startswith("text/plain")

    @pytest.mark.parametrize("token", ["", "verkeerd", "é", TOKEN + " "])
    def test_is_refused_with_another_token(self, token: str, street: httpx.Client) -> None:
        assert shake(street, token=token).status_code == 403

    def test_is_refused_in_another_mode(self, street: httpx.Client) -> None:
        assert shake(street, token=TOKEN, mode="unsubscribe").status_code == 403

    def test_is_refused_without_a_challenge(self, street: httpx.Client) -> None:
        asked = {"hub.mode": "subscribe", "hub.verify_token": TOKEN}

        assert street.get(ADDRESS, params=asked).status_code == 400

    def test_is_refused_without_anything(self, street: httpx.Client) -> None:
        assert street.get(ADDRESS).status_code == 403


def shake(street: httpx.Client, *, token: str, mode: str = "subscribe") -> httpx.Response:
    asked = {"hub.mode": mode, "hub.verify_token": token, "hub.challenge": "Uitdaging 1&2 é"}
    return street.get(ADDRESS, params=asked)


class TestASignedWebhook:
    def test_is_kept_byte_for_byte_before_it_is_answered(self, street: httpx.Client) -> None:
        body = message(text="Dag \u00e9\U0001f600")

        assert post(street, body).status_code == 200
        assert kept() == [body]

    def test_of_a_kind_that_is_not_known_yet_is_kept(self, street: httpx.Client) -> None:
        body = b'{"object":"something_new","entry":[]}'

        assert post(street, body).status_code == 200
        assert kept() == [body]

    @pytest.mark.parametrize("body", [b"null", b"[]", b'"tekst"', b"12", b'{"a":"\\ud83d"}'])
    def test_of_any_json_is_kept(self, body: bytes, street: httpx.Client) -> None:
        assert post(street, body).status_code == 200

    @pytest.mark.parametrize("levels", [2_000, 100_000])
    @pytest.mark.parametrize(
        ("opening", "inside", "closing"),
        [
            (b"[", b"", b"]"),
            (b'{"a" : ', b"1", b"}"),
            (b'[1,{"]\\"[":', b'"\\ud83d}"', b',"b":[]}, {}]'),
        ],
    )
    def test_of_any_depth_is_kept(
        self, opening: bytes, inside: bytes, closing: bytes, levels: int, street: httpx.Client
    ) -> None:
        assert post(street, opening * levels + inside + closing * levels).status_code == 200

    @pytest.mark.parametrize(
        "around",
        [
            (b"[", b"]" * 1_999),
            (b"[", b"]" * 2_001),
            (b"[", b"]" * 1_999 + b"}"),
            (b"[", b"]" * 2_000 + b"x"),
            (b"[", b"x" + b"]" * 2_000),
            (b"[", b"1[]" + b"]" * 2_000),
            (b"[", b"NaN" + b"]" * 2_000),
            (b"[", b'"\n"' + b"]" * 2_000),
            (b"[", b'"' + b"]" * 2_000),
            (b'["', b"]" * 2_000),
            (b"{[]:", b"1" + b"}" * 2_000),
            (b'{"a":', b"}" * 2_000),
        ],
    )
    def test_of_garbage_of_any_depth_is_refused(
        self, around: tuple[bytes, bytes], street: httpx.Client
    ) -> None:
        opening, rest = around

        assert post(street, opening * 2_000 + rest).status_code == 400
        assert kept() == []

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"hallo", b"{'a': 1}", b"NaN", b'"\xff"', b"{}{}", b"a=1&b=2"]
    )
    def test_that_is_not_json_is_refused(self, body: bytes, street: httpx.Client) -> None:
        assert post(street, body).status_code == 400
        assert kept() == []

    def test_of_the_largest_size_is_kept(self, street: httpx.Client) -> None:
        assert post(street, of_size(WEBHOOK_BODY_BYTES)).status_code == 200

    def test_in_pieces_is_kept(self, street: httpx.Client) -> None:
        body = message()
        pieces = (body[at : at + 100] for at in range(0, len(body), 100))

        assert street.post(ADDRESS, content=pieces, headers=signed(body)).status_code == 200
        assert kept() == [body]

    def test_that_comes_again_is_kept_again_for_the_processing_to_recognise(
        self, street: httpx.Client
    ) -> None:
        assert [post(street, message()).status_code for _ in range(2)] == [200, 200]

    def test_among_many_shares_its_commit_with_others(
        self, street: httpx.Client, entrance: Entrance
    ) -> None:
        bodies = [message(wamid=f"wamid.{number}") for number in range(200)]
        with ThreadPoolExecutor(max_workers=32) as senders:
            statuses = list(senders.map(lambda body: post(street, body).status_code, bodies))

        assert statuses == [200] * 200
        assert sorted(kept()) == sorted(bodies)
        assert entrance.door.store.stored == 200
        assert entrance.door.store.groups < 200
        assert entrance.door.answers == {200: 200}


class TestAForgedWebhook:
    @pytest.mark.parametrize(
        "signature",
        [
            None,
            "",
            "sha256=",
            "sha256=" + "0" * 64,
            sign(message(), "another-secret"),
            sign(message() + b" ", SECRET),
            sign(message(), SECRET).removeprefix("sha256="),
            sign(message(), SECRET).replace("sha256", "sha1"),
            "sha256=é",
        ],
    )
    def test_is_refused_and_leaves_nothing(
        self, signature: str | None, street: httpx.Client
    ) -> None:
        headers = {} if signature is None else {HEADER: signature.encode()}

        assert street.post(ADDRESS, content=message(), headers=headers).status_code == 401
        assert kept() == []

    def test_that_is_no_json_either_hears_only_that_it_is_forged(
        self, street: httpx.Client
    ) -> None:
        assert street.post(ADDRESS, content=b"hallo").status_code == 401


class TestATooLargeWebhook:
    def test_is_refused(self, street: httpx.Client) -> None:
        assert post(street, of_size(WEBHOOK_BODY_BYTES + 1)).status_code == 413
        assert kept() == []

    def test_that_does_not_say_its_size_is_refused(self, street: httpx.Client) -> None:
        body = of_size(WEBHOOK_BODY_BYTES + 1)
        pieces = (body[at : at + 65_536] for at in range(0, len(body), 65_536))

        assert street.post(ADDRESS, content=pieces, headers=signed(body)).status_code == 413
        assert kept() == []

    def test_is_refused_before_it_is_sent_to_who_asks_first(self, street: httpx.Client) -> None:
        answer = speak(
            street, f"Content-Length: {WEBHOOK_BODY_BYTES + 1}\r\nExpect: 100-continue\r\n"
        )

        assert answer.startswith(b"HTTP/1.1 413 ")


class TestAnOddRequest:
    def test_for_an_unknown_provider_finds_nobody(self, street: httpx.Client) -> None:
        for path in ("onbekend", "", "proefbode/", "..", "%00", "proefbode%20"):
            address = "/webhooks/whatsapp/" + path
            assert street.post(address, content=message()).status_code == 404
            assert street.get(address).status_code == 404

    @pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
    def test_with_another_method_hears_which_there_are(
        self, method: str, street: httpx.Client
    ) -> None:
        answer = street.request(method, ADDRESS)

        assert answer.status_code in {400, 405}  # the server itself knows no BREW
        assert answer.headers.get("allow", "GET, POST") == "GET, POST"

    def test_that_is_cut_off_leaves_nothing(self, street: httpx.Client, entrance: Entrance) -> None:
        body = message()
        head = request(street, f"{HEADER}: {sign(body, SECRET)}\r\nContent-Length: {len(body)}\r\n")
        with dial(street) as line:
            line.sendall(head + body[: len(body) // 2])
        assert post(street, message(wamid="wamid.2")).status_code == 200

        assert kept() == [message(wamid="wamid.2")]
        assert entrance.door.answers == {200: 1}

    @pytest.mark.parametrize(
        "headers",
        [
            "Content-Length: -1\r\n",
            "Content-Length: +5\r\n",
            "Content-Length: abc\r\n",
            "Content-Length: 1_0\r\n",
            "Content-Length: " + "9" * 5000 + "\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
            "Transfer-Encoding: nonsense\r\n",
            "Expect: nonsense\r\nContent-Length: 2\r\n",
            f"{HEADER}: \xff\xfe\r\nContent-Length: 2\r\n",
        ],
    )
    def test_with_odd_headers_does_no_harm(
        self, headers: str, street: httpx.Client, entrance: Entrance
    ) -> None:
        answer = speak(street, headers, b"{}")

        assert answer[9:10] in {b"", b"4"}
        assert post(street, message()).status_code == 200
        assert all(status < 500 for status in entrance.door.answers)


class TestWithTheDatabaseAway:
    def test_the_platform_must_come_back_and_then_succeeds(self, street: httpx.Client) -> None:
        port = connection.settings_dict["PORT"]
        connection.settings_dict["PORT"] = "9"  # nobody listens there
        try:
            hang_up_on_the_door()
            answer = until_status(street, 503)
            assert answer.headers["retry-after"] == "1"
        finally:
            connection.settings_dict["PORT"] = port

        assert until_status(street, 200)

    def test_what_was_answered_200_is_there_whatever_was_lost(self, street: httpx.Client) -> None:
        def send(number: int) -> tuple[int, bytes]:
            body = message(wamid=f"wamid.{number}")
            return post(street, body).status_code, body

        with ThreadPoolExecutor(max_workers=8) as senders:
            sending = [senders.submit(send, number) for number in range(300)]
            for _ in range(5):
                hang_up_on_the_door()
            answers = [each.result() for each in sending]

        assert {status for status, _ in answers} <= {200, 503}
        assert {body for status, body in answers if status == 200} <= set(kept())

    def test_a_forged_webhook_is_still_told_apart(self, street: httpx.Client) -> None:
        hang_up_on_the_door()

        assert street.post(ADDRESS, content=message()).status_code == 401


def hang_up_on_the_door() -> None:
    outside(partial(hang_up_on_everyone_else, "bode intake"))


def until_status(street: httpx.Client, status: int) -> httpx.Response:
    for _ in range(500):
        answer = post(street, message())
        if answer.status_code == status:
            return answer
    raise AssertionError(f"never {status}")


def of_size(size: int) -> bytes:
    return b'"' + b"a" * (size - 2) + b'"'


def dial(street: httpx.Client) -> socket.socket:
    return socket.create_connection((street.base_url.host, street.base_url.port or 80), 5)


def request(street: httpx.Client, headers: str) -> bytes:
    return (f"POST {ADDRESS} HTTP/1.1\r\nHost: test\r\n{headers}\r\n").encode("latin-1")


def speak(street: httpx.Client, headers: str, body: bytes = b"") -> bytes:
    """Say it letter by letter; hear the answer, or nothing when the server hangs up."""
    with dial(street) as line:
        line.sendall(request(street, headers) + body)
        line.settimeout(2)
        try:
            return line.recv(4096)
        except (TimeoutError, ConnectionError):
            return b""
