"""By which server mail leaves; without one it is only kept, to be read on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from .wrong import SettingWrong

_PORTS = {"smtp": 587, "smtps": 465}
_HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """An SMTP server, and the address in whose name Bode writes."""

    host: str
    port: int
    user: str
    password: str
    implicit_tls: bool
    """Encrypted from the first byte; otherwise by STARTTLS, but on this machine."""
    sender: str

    @property
    def starttls(self) -> bool:
        """Whether the connection is encrypted once it stands."""
        return not self.implicit_tls and self.host not in _HERE


def load_mail_server(environ: Mapping[str, str]) -> MailServer | None:
    """The server of `BODE_SMTP_URL`; None: mail is only kept. Raises `SettingWrong`."""
    value = environ.get("BODE_SMTP_URL", "")
    if not value:
        return None
    try:
        parts = urlsplit(value)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if not port or not parts.hostname:
        raise SettingWrong("BODE_SMTP_URL must be as in smtp://user:password@mail.example:587.")
    sender = environ.get("BODE_MAIL_FROM", "")
    if "@" not in sender:
        raise SettingWrong(
            "BODE_MAIL_FROM is missing or no e-mail address; BODE_SMTP_URL needs it."
        )
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        implicit_tls=parts.scheme == "smtps",
        sender=sender,
    )
