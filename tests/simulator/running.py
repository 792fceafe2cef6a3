"""A simulator that really runs, and a receiver of its webhooks that really listens."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import orjson
import uvicorn

from bode.simulator import STANDARD, Pace, SimulatedTemplate, SimulatorConfig, demo_config
from bode.whatsapp.limits import PAIR_BURST

NUMBER = "100000000000001"
ACCOUNT = "200000000000001"
TOKEN = "simulator-token"
SECRET = "simulator-app-secret"

POSITIONAL = SimulatedTemplate(
    name="afval_bericht",
    language="nl",
    category="UTILITY",
    parameter_format="POSITIONAL",
    components=(
        {"type": "HEADER", "format": "IMAGE"},
        {
            "type": "BODY",
            "text": "Op {{1}} halen we {{2}} op in uw straat.",
            "example": {"body_text": [["maandag", "papier"]]},
        },
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Dank u"},
                {
                    "type": "URL",
                    "text": "Kalender",
                    "url": "https://voorbeeldstad.example/afval/{{1}}",
                },
            ],
        },
    ),
)


@contextmanager
def serve(
    app: Any,
    *,
    port: int | None = None,
    wait: bool = False,
    certificate: tuple[Path, Path] | None = None,
) -> Iterator[str]:
    """Run an ASGI application, on a free port if none is given; yield its address. It ends soon
    after, or, with `wait`, before this returns. With the files of a key and a certificate it
    speaks TLS.
    """
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port or 0))
        config = uvicorn.Config(app, log_level="warning", access_log=False)
        if certificate:
            config.ssl_keyfile, config.ssl_certfile = certificate
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        scheme = "https" if certificate else "http"
        yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        if wait:
            thread.join(10)


class Receiver:
    """Keeps every webhook, and answers with `statuses` in turn, then 200."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.moments: list[float] = []
        self.statuses: list[int] = []
        self.held = False
        self.challenge: Callable[[dict[str, str]], tuple[int, str]] = lambda query: (
            200,
            query["hub.challenge"],
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        if scope["method"] == "GET":
            query = dict(httpx.QueryParams(scope["query_string"]))
            await _respond(send, *self.challenge(query))
            return
        body, more = b"", True
        while more:
            event = await receive()
            body += event["body"]
            more = event["more_body"]
        self.bodies.append(body)
        self.headers.append({name.decode(): value.decode() for name, value in scope["headers"]})
        self.moments.append(time.monotonic())
        while self.held:  # noqa: ASYNC110 - let go from another thread
            await asyncio.sleep(0.01)
        await _respond(send, self.statuses.pop(0) if self.statuses else 200, "")

    @property
    def values(self) -> list[dict[str, Any]]:
        """The value of every change that came, in order."""
        return [
            change["value"]
            for body in list(self.bodies)
            for entry in orjson.loads(body)["entry"]
            for change in entry["changes"]
        ]

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [one for value in self.values for one in value.get("messages", [])]

    @property
    def statuses_seen(self) -> list[dict[str, Any]]:
        return [one for value in self.values for one in value.get("statuses", [])]


async def _respond(send: Any, status: int, text: str) -> None:
    data = text.encode()
    headers = [(b"content-length", str(len(data)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})


class World:
    """What a test drives: the platform's API, the control calls, and what came of them."""

    def __init__(self, address: str, receiver: Receiver, trust: Path | None = None) -> None:
        verify = ssl.create_default_context(cafile=trust) if trust else True
        self.address = address
        self.receiver = receiver
        self.control = httpx.Client(base_url=address + "/simulator", timeout=10, verify=verify)
        self.graph = httpx.Client(
            base_url=address + "/v23.0",
            headers={"Authorization": f"Bearer {TOKEN}"},
            timeout=10,
            verify=verify,
        )

    def write(self, phone: str = "31612345678", **message: Any) -> str:
        """A citizen sends; return the message's id."""
        body = {"to": NUMBER} | (message or {"type": "text", "text": {"body": "Goedemiddag"}})
        answer = self.control.post(f"/phones/{phone}/messages", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def send(self, to: str = "31612345678", **message: Any) -> httpx.Response:
        """The business sends, without a word more than the API needs."""
        body = {"messaging_product": "whatsapp", "to": to}
        body |= message or {"type": "text", "text": {"body": "Welkom"}}
        return self.graph.post(f"/{NUMBER}/messages", json=body)

    def refusal(self, to: str = "31612345678", **message: Any) -> dict[str, Any]:
        """The business sends what is refused; return the error."""
        answer = self.send(to, **message)
        assert answer.status_code == 400, answer.text
        error: dict[str, Any] = answer.json()["error"]
        return error

    def shown(self, phone: str = "31612345678") -> list[dict[str, Any]]:
        """What a phone shows."""
        results: list[dict[str, Any]] = self.control.get(f"/phones/{phone}/messages").json()[
            "results"
        ]
        return results

    def set_phone(self, phone: str = "31612345678", **settings: Any) -> httpx.Response:
        return self.control.put(f"/phones/{phone}", json=settings)

    def stats(self) -> dict[str, Any]:
        stats: dict[str, Any] = self.control.get("/stats").json()
        return stats

    def statuses_of(self, wamid: str) -> list[str]:
        seen = self.receiver.statuses_seen
        return [one["status"] for one in seen if one["id"] == wamid]


def eventually(condition: Callable[[], Any], seconds: float = 10) -> Any:
    """Return the condition's value as soon as it is true; fail after so many seconds."""
    until = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.01)
    return value


def configure(callback_base: str, folder: Path | None = None, **changes: Any) -> SimulatorConfig:
    """The demo's platform, quick, and without state unless a folder is given."""
    config = demo_config(
        callback_base, folder or Path("unused"), pair_burst=PAIR_BURST, throughput=STANDARD
    )
    pace = Pace(delivery=0.005, reading=0.005, template_review=0.05, first_retry=0.02)
    standard: dict[str, Any] = {
        "pace": pace,
        "templates": (*config.templates, POSITIONAL),
        "state_file": config.state_file if folder else None,
    }
    return replace(config, **standard | changes)
