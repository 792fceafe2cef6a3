"""Plain SMTP, along the mail server of this installation.

A server that said yes has taken the mail, and nobody tells more: what bounces later, Bode does not
see. When a connection breaks off after the text began to leave, nobody can tell whether the server
has it; a mail keeps one Message-ID however often it is sent.
"""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from email.utils import formataddr, parseaddr
from types import TracebackType
from typing import Protocol

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from .provider import AnswerLost, Busy, Fate, NotTaken, Refused

_SECONDS_MAX = 10.0
_FOR_GOOD = range(500, 600)
_MAILBOX_TROUBLE = frozenset({550, 551, 552, 553, 554})
"""The server does not want this mail; other errors are about all mail, as whatever it says of the
sender is. What it says of the reader is about them alone."""


class MailServer(Protocol):
    """A mail server, as settings name it."""

    @property
    def host(self) -> str: ...

    @property
    def port(self) -> int: ...

    @property
    def user(self) -> str: ...

    @property
    def password(self) -> str: ...

    @property
    def implicit_tls(self) -> bool: ...

    @property
    def starttls(self) -> bool: ...

    @property
    def sender(self) -> str: ...


class Smtp:
    """Some connections, for one municipality, in threads of their own."""

    def __init__(self, server: MailServer | None, municipality: str, subject: str) -> None:
        if server is None:
            raise Refused("no mail server")
        self._server, self._subject = server, subject
        self._sender = formataddr((municipality, parseaddr(server.sender)[1]))
        self._free: list[_Connection] = []

    async def __aenter__(self) -> Smtp:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for each in self._free:
            await asyncio.to_thread(each.close)

    async def send(self, to: str, text: str, reference: str) -> Fate:
        """Hand it to the server."""
        domain = self._sender.rpartition("@")[2].rstrip(">")
        letter = EmailMessage(
            subject=self._subject,
            body=text,
            from_email=self._sender,
            to=[to],
            headers={"Message-ID": f"<{reference}@{domain}>", "Auto-Submitted": "auto-generated"},
        )
        connection = self._free.pop() if self._free else _Connection(self._server)
        await asyncio.to_thread(connection.send, letter)
        self._free.append(connection)
        return Fate.DELIVERED

    async def find(self, reference: str) -> Fate | None:  # noqa: ARG002 - no server can be asked
        """Nobody can tell."""
        return Fate.UNKNOWN


class _Connection:
    """One connection to the server, opened with the first mail, and anew after trouble."""

    def __init__(self, server: MailServer) -> None:
        self._backend = EmailBackend(
            host=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.starttls,
            use_ssl=server.implicit_tls,
            timeout=_SECONDS_MAX,
        )

    def send(self, letter: EmailMessage) -> None:
        """Send one mail. Raises `ProviderError`; then this connection is closed."""
        try:
            self._hand_over(letter)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close it, whatever state it is in."""
        self._backend.fail_silently = True
        self._backend.close()
        self._backend.fail_silently = False

    def _hand_over(self, letter: EmailMessage) -> None:
        to, written = _write(letter)
        try:
            client = self._open()
            _check_sender(client.mail(parseaddr(letter.from_email)[1])[0])
            _check_reader(client.rcpt(to)[0])
        except smtplib.SMTPAuthenticationError as refused:
            raise Refused(f"SMTP {refused.smtp_code}") from refused
        except (smtplib.SMTPNotSupportedError, ssl.SSLError) as unsafe:
            raise Refused(type(unsafe).__name__) from unsafe
        except (smtplib.SMTPException, OSError) as broken:
            raise Busy(type(broken).__name__) from broken
        try:
            code, _ = client.data(written)
        except smtplib.SMTPDataError as refused:  # it said no before the text left
            code = refused.smtp_code
        except (smtplib.SMTPException, OSError) as broken:
            raise AnswerLost(type(broken).__name__) from broken
        if not 200 <= code < 600:
            raise AnswerLost("malformed")
        _check(code)

    def _open(self) -> smtplib.SMTP:
        self._backend.open()
        client = self._backend.connection
        assert client is not None
        client.ehlo_or_helo_if_needed()
        return client


def _write(letter: EmailMessage) -> tuple[str, bytes]:
    """The reader's address and the mail, as they go over the wire."""
    try:
        to = sanitize_address(letter.to[0], "utf-8")
        # Django's own messages take a line's end.
        return to, letter.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    except ValueError as unwritable:  # idna's `UnicodeError` too
        raise NotTaken("address malformed") from unwritable


def _check_reader(code: int) -> None:
    """Whatever is final of one reader says nothing of the others."""
    if code in _FOR_GOOD:
        raise NotTaken(f"SMTP {code}")
    _check(code)


def _check_sender(code: int) -> None:
    """The sender is the same for all mail."""
    if code in _FOR_GOOD:
        raise Refused(f"SMTP {code}")
    _check(code)


def _check(code: int) -> None:
    """Raise what an answer other than yes means: its code, as its words may hold an address."""
    if 200 <= code < 300:
        return
    if code in _MAILBOX_TROUBLE:
        raise NotTaken(f"SMTP {code}")
    if code in _FOR_GOOD:
        raise Refused(f"SMTP {code}")
    raise Busy(f"SMTP {code}")
