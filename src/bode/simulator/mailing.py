"""A stand-in for a mail server: it takes mail over SMTP, and keeps it for who looks.

Of SMTP it knows what sending needs; neither encryption nor passwords, as it is for this machine
alone. Memory alone: after a restart every mailbox is empty.
"""

from __future__ import annotations

import asyncio
import re
import uuid
from contextlib import suppress
from email import message_from_bytes, policy
from email.utils import parseaddr

from bode.simulator.platform import Platform
from bode.simulator.texts import Text

_LONGEST_LINE = 1_000_000
_TOLD = re.compile(r"smtp-(?P<code>[45]\d\d)@")


class MailServer:
    """Listens on this machine until it is closed."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._server: asyncio.Server | None = None

    async def open(self, port: int) -> None:
        """Take mail from now on."""
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", port, limit=_LONGEST_LINE
        )

    def close(self) -> None:
        """Take no more."""
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, ValueError):
            await _Session(self._platform, reader, writer).run()
        writer.close()


class _Session:
    """One connection."""

    def __init__(
        self, platform: Platform, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._platform, self._reader, self._writer = platform, reader, writer
        self._to: list[str] = []

    async def run(self) -> None:
        if self._platform.faults.find_struck("smtp_busy"):
            await self._say("421 come back later")
            return
        await self._say("220 simulator")
        while line := await self._reader.readline():
            word = line[:4].strip().upper()
            if word == b"DATA":
                if not await self._take():
                    return
            elif word == b"MAIL":
                refuses = self._platform.faults.find_struck("smtp_refuse_sender")
                await self._say("550 no such sender" if refuses else "250 ok")
            elif word == b"RCPT":
                await self._say(self._name(line.decode()))
            elif word == b"QUIT":
                await self._say("221 bye")
                return
            else:
                await self._say("250 ok")

    def _name(self, line: str) -> str:
        if self._platform.faults.find_struck("smtp_refuse"):
            return "550 no such mailbox"
        to = parseaddr(line.partition(":")[2])[1].lower()
        if told := _TOLD.match(to):
            return f"{told['code']} as this mailbox does"
        self._to.append(to)
        return "250 ok"

    async def _take(self) -> bool:
        """Whether the connection goes on after this mail."""
        await self._say("354 go on")
        lines = []
        while (line := await self._reader.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b"."))
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        body = letter.get_body(("plain",))
        for to in self._to:
            self._platform.texts.add(
                Text(
                    id=str(uuid.uuid4()),
                    kind="email",
                    to=to,
                    subject=str(letter["Subject"]),
                    body=body.get_content().strip() if body else "",
                    reference=str(letter["Message-ID"]),
                    status="delivered",
                )
            )
        self._to = []
        if self._platform.faults.find_struck("smtp_accept_then_drop"):
            return False
        await self._say("250 taken")
        return True

    async def _say(self, line: str) -> None:
        self._writer.write(f"{line}\r\n".encode())
        await self._writer.drain()
