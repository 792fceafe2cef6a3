"""What Bode reads from the environment, checked once, each value with its name in the error."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psycopg
from cryptography.fernet import Fernet
from psycopg.conninfo import conninfo_to_dict

from bode.whatsapp import DIALOG360_URL, Tariffs, TariffsWrong, read_tariffs
from bode.whatsapp.limits import SendFigures, TemplateFigures
from bode.whatsapp.tariffs import OWN_TARIFFS

from .attachments import Bucket, load_bucket
from .mail import MailServer, load_mail_server
from .wrong import SettingWrong as SettingWrong


class Mode(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where Bode is on this machine, and for what it is there."""

    mode: Mode
    port: int
    simulator_port: int
    simulator_smtp_port: int
    """0: the simulator takes no e-mail."""
    data_dir: Path


@dataclass(frozen=True, kw_only=True)
class Environment(Place):
    """Every setting."""

    database_url: str
    """Empty: a PostgreSQL of our own, in the data folder."""
    secret_key: str
    encryption_keys: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    graph_url: str
    dialog360_url: str
    notify_url: str
    """Of NotifyNL, or of another that speaks the same: by SMS in a crisis."""
    settle_seconds: float
    """How long a message whose answer was lost waits for a status."""
    media_bucket: Bucket | None
    """None: attachments lie in the data folder."""
    mail_server: MailServer | None
    """None: mail is kept to be read in Bode, and not sent."""
    citizen_mail_server: MailServer | None
    """By which citizens get e-mail in a crisis; the simulator's, outside production."""
    tariffs: Tariffs
    """What the platform charges, in order of their days."""
    citizen_burst: int
    """How many messages one citizen may get at once from one number."""
    sent_seconds: float
    """How long a message waits for the one before to be reported as sent."""
    send_figures: SendFigures
    """The platform's limits on messages, where no source confirms them."""
    template_figures: TemplateFigures
    """What the platform asks of templates, where no source confirms it."""

    @property
    def address(self) -> str:
        """Where people reach the pages, for links in mail: the first of the host names."""
        if self.mode is Mode.PRODUCTION:
            return f"https://{self.allowed_hosts[0].lstrip('.')}"
        return f"http://127.0.0.1:{self.port}"


def load(environ: Mapping[str, str]) -> Environment:
    """Read every `BODE_*` setting.

    Raises `SettingWrong` for the first one that is missing (in production) or malformed.
    """
    place = load_place(environ)
    return Environment(
        mode=place.mode,
        port=place.port,
        simulator_port=place.simulator_port,
        simulator_smtp_port=place.simulator_smtp_port,
        data_dir=place.data_dir,
        database_url=_database_url(environ),
        secret_key=_secret_key(environ, place.mode),
        encryption_keys=_encryption_keys(environ, place.mode),
        allowed_hosts=_allowed_hosts(environ, place.mode),
        graph_url=_platform_url(environ, "BODE_GRAPH_URL", "https://graph.facebook.com", place),
        dialog360_url=_platform_url(environ, "BODE_DIALOG360_URL", DIALOG360_URL, place),
        notify_url=_platform_url(environ, "BODE_NOTIFY_URL", "https://api.notifynl.nl", place),
        settle_seconds=_seconds(environ, "BODE_SETTLE_SECONDS", 60),
        media_bucket=load_bucket(environ),
        mail_server=load_mail_server(environ),
        citizen_mail_server=_simulated_mail_server(place) or load_mail_server(environ),
        tariffs=_tariffs(environ),
        citizen_burst=_count(environ, "BODE_CITIZEN_BURST", 45),
        sent_seconds=_seconds(environ, "BODE_SENT_SECONDS", 10),
        send_figures=_send_figures(environ),
        template_figures=_template_figures(environ),
    )


def load_place(environ: Mapping[str, str]) -> Place:
    """Read only where Bode is: enough for the simulator, and before there are secrets."""
    return Place(
        mode=_mode(environ),
        port=_port(environ, "BODE_PORT", 8000),
        simulator_port=_port(environ, "BODE_SIMULATOR_PORT", 8001),
        simulator_smtp_port=_smtp_port(environ),
        data_dir=_data_dir(environ),
    )


def _simulated_mail_server(place: Place) -> MailServer | None:
    if place.mode is Mode.PRODUCTION or not place.simulator_smtp_port:
        return None
    return MailServer(
        host="127.0.0.1",
        port=place.simulator_smtp_port,
        user="",
        password="",
        implicit_tls=False,
        sender="berichten@bode.example",
    )


def _tariffs(environ: Mapping[str, str]) -> Tariffs:
    try:
        return read_tariffs(Path(environ.get("BODE_TARIFFS") or OWN_TARIFFS))
    except TariffsWrong as wrong:
        raise SettingWrong(f"BODE_TARIFFS: {wrong}") from wrong


def _data_dir(environ: Mapping[str, str]) -> Path:
    """Without a setting: in the checkout, wherever one stands; else in the current folder."""
    given = environ.get("BODE_DATA_DIR")
    if given:
        return Path(given).expanduser().absolute()
    checkout = Path(__file__).resolve().parents[3]
    return (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / ".bode"


def _mode(environ: Mapping[str, str]) -> Mode:
    value = environ.get("BODE_MODE", Mode.PRODUCTION)
    if value not in set(Mode):
        raise SettingWrong(f"BODE_MODE is '{value}'; use one of: {', '.join(Mode)}.")
    return Mode(value)


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name, str(default))
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise SettingWrong(f"{name} is '{value}'; use a port number from 1 to 65535.")
    return int(value)


def _smtp_port(environ: Mapping[str, str]) -> int:
    name = "BODE_SIMULATOR_SMTP_PORT"
    return _port(environ, name, 0) if environ.get(name) else 0


def _database_url(environ: Mapping[str, str]) -> str:
    value = environ.get("BODE_DATABASE_URL", "")
    if value and not value.startswith(("postgresql://", "postgres://")):
        raise SettingWrong("BODE_DATABASE_URL must begin with postgresql://.")
    try:
        conninfo_to_dict(value)
    except psycopg.ProgrammingError as wrong:
        raise SettingWrong("BODE_DATABASE_URL is not an address that PostgreSQL knows.") from wrong
    return value


def _seconds(environ: Mapping[str, str], name: str, default: float) -> float:
    value = environ.get(name, str(default))
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1
    if not 0 <= seconds < 86_400:
        raise SettingWrong(f"{name} is '{value}'; use a number of seconds, such as {default}.")
    return seconds


def _send_figures(environ: Mapping[str, str]) -> SendFigures:
    usual = SendFigures()
    return SendFigures(
        link_label=_count(environ, "BODE_LINK_LABEL", usual.link_label),
        flow_label=_count(environ, "BODE_FLOW_LABEL", usual.flow_label),
        cards=_count(environ, "BODE_CONTACT_CARDS", usual.cards),
    )


def _template_figures(environ: Mapping[str, str]) -> TemplateFigures:
    usual = TemplateFigures()
    return TemplateFigures(
        words_per_variable=_count(
            environ, "BODE_TEMPLATE_WORDS_PER_VARIABLE", usual.words_per_variable, least=0
        ),
        empty_lines=_count(environ, "BODE_TEMPLATE_EMPTY_LINES", usual.empty_lines, least=0),
        spaces=_count(environ, "BODE_TEMPLATE_SPACES", usual.spaces),
    )


def _count(environ: Mapping[str, str], name: str, default: int, *, least: int = 1) -> int:
    value = environ.get(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise SettingWrong(f"{name} is '{value}'; use a whole number, such as {default}.")
    return int(value)


def _secret_key(environ: Mapping[str, str], mode: Mode) -> str:
    value = environ.get("BODE_SECRET_KEY", "")
    if not value and mode is Mode.TEST:
        return secrets.token_urlsafe(48)
    if len(value) < 32:
        raise SettingWrong(
            "BODE_SECRET_KEY is missing or shorter than 32 characters; make one with: bode secrets"
        )
    return value


def _encryption_keys(environ: Mapping[str, str], mode: Mode) -> tuple[str, ...]:
    value = environ.get("BODE_ENCRYPTION_KEYS", "")
    if not value and mode is Mode.TEST:
        return (Fernet.generate_key().decode(),)
    keys = tuple(key.strip() for key in value.split(",") if key.strip())
    try:
        for key in keys:
            Fernet(key)
    except ValueError as wrong:
        raise SettingWrong(
            "BODE_ENCRYPTION_KEYS has a key that is not 32 bytes in URL-safe base64; "
            "make one with: bode secrets"
        ) from wrong
    if not keys:
        raise SettingWrong("BODE_ENCRYPTION_KEYS is missing; make one with: bode secrets")
    return keys


def _allowed_hosts(environ: Mapping[str, str], mode: Mode) -> tuple[str, ...]:
    value = environ.get("BODE_ALLOWED_HOSTS", "")
    hosts = tuple(host.strip() for host in value.split(",") if host.strip())
    if hosts:
        return hosts
    if mode is Mode.PRODUCTION:
        raise SettingWrong(
            "BODE_ALLOWED_HOSTS is missing; give the host names of this Bode, with commas between."
        )
    return ("127.0.0.1", "localhost", "[::1]", "testserver")


def _platform_url(environ: Mapping[str, str], name: str, real: str, place: Place) -> str:
    """Outside production the simulator's, unless another is given."""
    value = environ.get(name, "")
    if not value and place.mode is not Mode.PRODUCTION:
        return f"http://127.0.0.1:{place.simulator_port}"
    if not value:
        return real
    if not value.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise SettingWrong(f"{name} must begin with https://.")
    return value.rstrip("/")
