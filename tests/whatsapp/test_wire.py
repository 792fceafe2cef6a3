"""Sends go along connections that stay open; what comes back is read as HTTP allows it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import structs

from bode.whatsapp import Access, AnswerLost, Client, Refused, Unreachable, build_send
from bode.whatsapp.wire import KEEP_ALIVE_SECONDS

OURS = Access(number_id="300000000000001", account_id="400000000000001", token="token")
BODY = build_send("31600000001", None, "text", {"body": "Hoi"}, "ours")
SENT = b'{"messages": [{"id": "wamid.A"}]}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(SENT), SENT)


@dataclass
class Server:
    """Answers each request with the bytes of `pieces`, one after the other."""

    port: int = 0
    pieces: list[bytes] = field(default_factory=lambda: [ANSWER])
    hangs_up: bool = False
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split()[0])
                self.requests.append(head + await reader.readexactly(length))
                self.asked.set()
                for piece in self.pieces:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0)
                if self.hangs_up:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        self.closed.set()
        writer.close()


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as server:
        yield server


@pytest.fixture
async def client(server: Server) -> AsyncIterator[Client]:
    async with Client(f"http://127.0.0.1:{server.port}", timeout_seconds=2) as client:
        yield client


async def test_a_send_is_one_request_with_all_that_http_asks(
    client: Client, server: Server
) -> None:
    await client.send(OURS, BODY)

    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    first, *fields = head.decode().split("\r\n")
    assert first == "POST /v23.0/300000000000001/messages HTTP/1.1"
    assert fields == [
        f"Host: 127.0.0.1:{server.port}",
        "Authorization: Bearer token",
        "User-Agent: Bode",
        "Accept: */*",
        "Accept-Encoding: identity",
        "Content-Type: application/json",
        f"Content-Length: {len(BODY)}",
    ]
    assert body == BODY


@pytest.mark.parametrize(
    "pieces",
    [
        [bytes([byte]) for byte in ANSWER],
        [b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
         b"%x\r\n%b\r\n" % (10, SENT[:10]), b"%x\r\n%b\r\n0\r\n\r\n" % (len(SENT) - 10, SENT[10:])],
        [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
         ANSWER],
    ],
    ids=["byte by byte", "chunked", "after word that it is coming"],
)  # fmt: skip
async def test_an_answer_is_read_however_it_comes(
    client: Client, server: Server, pieces: list[bytes]
) -> None:
    server.pieces = pieces

    sent = [await client.send(OURS, BODY) for _ in range(2)]

    assert [each.wamid for each in sent] == ["wamid.A", "wamid.A"]
    assert server.connections == 1


async def test_an_answer_may_end_with_the_connection(client: Client, server: Server) -> None:
    server.pieces, server.hangs_up = [b"HTTP/1.0 200 OK\r\n\r\n", SENT], True

    sent = [await client.send(OURS, BODY) for _ in range(2)]

    assert [each.wamid for each in sent] == ["wamid.A", "wamid.A"]
    assert server.connections == 2


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        ANSWER[:-1],
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
        b"220 mail.example ESMTP\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
    ],
    ids=[
        "nothing",
        "half a head",
        "half a body",
        "half a chunk",
        "only that it is coming",
        "that, and half a head",
        "not HTTP",
        "another protocol",
    ],
)
async def test_what_is_no_whole_answer_is_a_lost_one_and_nothing_is_sent_again(
    client: Client, server: Server, answer: bytes
) -> None:
    server.pieces, server.hangs_up = [answer], True

    with pytest.raises(AnswerLost):
        await client.send(OURS, BODY)

    assert len(server.requests) == 1


async def test_what_nobody_asked_for_is_nobodys_answer(client: Client, server: Server) -> None:
    refusal = b"HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n"
    server.pieces = [ANSWER + refusal]

    sent = [await client.send(OURS, BODY) for _ in range(2)]

    assert [each.wamid for each in sent] == ["wamid.A", "wamid.A"]
    assert server.connections == 2


async def test_a_server_that_will_close_is_not_asked_again_along_that_line(
    client: Client, server: Server
) -> None:
    server.pieces = [ANSWER.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n")]

    for _ in range(2):
        await client.send(OURS, BODY)

    assert server.connections == 2


async def test_an_answer_that_comes_too_late_is_nobodys(client: Client, server: Server) -> None:
    server.pieces = []
    async with Client(f"http://127.0.0.1:{server.port}", timeout_seconds=0.1) as hasty:
        with pytest.raises(AnswerLost):
            await hasty.send(OURS, BODY)
        await server.closed.wait()
        server.pieces = [ANSWER]

        await hasty.send(OURS, BODY)

    assert server.connections == 2


async def test_who_is_stopped_while_sending_leaves_no_line_behind(
    client: Client, server: Server
) -> None:
    server.pieces = []
    sending = asyncio.create_task(client.send(OURS, BODY))
    await server.asked.wait()

    sending.cancel()

    with pytest.raises(asyncio.CancelledError):
        await sending
    await asyncio.wait_for(server.closed.wait(), 1)


async def test_many_at_once_go_along_as_many_lines_as_are_allowed(server: Server) -> None:
    address = f"http://127.0.0.1:{server.port}"
    async with Client(address, timeout_seconds=5, connections=8) as client:
        await asyncio.gather(*(client.send(OURS, BODY) for _ in range(100)))

    assert len(server.requests) == 100
    assert server.connections == 8


async def test_a_line_is_closed_before_a_server_would(client: Client, server: Server) -> None:
    await client.send(OURS, BODY)

    await asyncio.wait_for(server.closed.wait(), KEEP_ALIVE_SECONDS + 0.5)


@pytest.mark.parametrize("token", ["a\r\nX-Other: b", "a\nb", "a\0b"])
async def test_a_token_can_not_add_a_header(client: Client, server: Server, token: str) -> None:
    with pytest.raises(ValueError):
        await client.send(structs.replace(OURS, token=token), BODY)

    assert server.requests == []


async def test_it_is_told_just_before_the_wire_and_not_when_there_is_none(
    client: Client, server: Server
) -> None:
    told: list[int] = []

    def tell() -> None:
        told.append(len(server.requests))

    async with Client("http://127.0.0.1:9") as nowhere:
        with pytest.raises(Unreachable):
            await nowhere.send(OURS, BODY, tell)
    await client.send(OURS, BODY, tell)

    assert told == [0]


async def test_a_redirect_is_a_refusal(client: Client, server: Server) -> None:
    server.pieces = [b"HTTP/1.1 307 Go\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"]

    with pytest.raises(Refused):
        await client.send(OURS, BODY)

    assert len(server.requests) == 1


def reaching(server: Server) -> Client:
    return Client(f"https://127.0.0.1:{server.port}")


@dataclass
class Certificate:
    """Of 127.0.0.1, and its own authority."""

    path: Path

    @property
    def server(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path)
        return context


@pytest.fixture
def certify(tmp_path: Path) -> Callable[[str], Certificate]:
    def make(address: str) -> Certificate:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "platform.example")])
        subject = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        at = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(at - timedelta(days=1))
            .not_valid_after(at + timedelta(days=1))
            .add_extension(subject, critical=False)
            .sign(key, hashes.SHA256())
        )
        pem = serialization.Encoding.PEM
        secret = key.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = tmp_path / f"{address}.pem"
        path.write_bytes(secret + certificate.public_bytes(pem))
        return Certificate(path)

    return make


async def test_a_platform_that_proves_who_it_is_gets_the_message(
    certify: Callable[[str], Certificate], monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = certify("127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(proof.path))
    async with serving(proof.server) as server, reaching(server) as client:
        sent = [await client.send(OURS, BODY) for _ in range(2)]

    assert [each.wamid for each in sent] == ["wamid.A", "wamid.A"]
    assert server.connections == 1


@pytest.mark.parametrize("trusted", [True, False], ids=["of another host", "of an unknown author"])
async def test_who_does_not_prove_to_be_the_platform_gets_nothing(
    certify: Callable[[str], Certificate], monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    proof = certify("127.0.0.2" if trusted else "127.0.0.1")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(proof.path))
    async with serving(proof.server) as server, reaching(server) as client:
        with pytest.raises(Unreachable):
            await client.send(OURS, BODY)

    assert server.requests == []
