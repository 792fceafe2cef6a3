"""What a simulator is started with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bode.whatsapp.limits import PAIR_BURST, THROUGHPUT

STANDARD, HIGH = "STANDARD", "HIGH"
"""How fast a number may send, in the platform's words."""


@dataclass(frozen=True, kw_only=True)
class SimulatedNumber:
    """A business phone number on the simulated platform."""

    phone_number_id: str
    display_number: str
    """As people write it: "+31 85 000 0001"."""
    waba_id: str
    verified_name: str
    callback_url: str | None = None
    """Where webhooks go until a subscription names another place; None: nowhere."""
    throughput: str = STANDARD
    """HIGH: the platform has raised it, to 1,000 messages a second."""

    @property
    def portfolio(self) -> str:
        """The business that owns it: all numbers with the same verified name."""
        return self.verified_name


@dataclass(frozen=True, kw_only=True)
class SimulatedTemplate:
    """A template that every WhatsApp Business Account has, approved, from the start."""

    name: str
    language: str
    category: str
    components: tuple[Mapping[str, Any], ...]
    parameter_format: str = "NAMED"


@dataclass(frozen=True, kw_only=True)
class SimulatedPhone:
    """A citizen's phone that lies ready from the start. Name and number are invented."""

    digits: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast things happen, in seconds."""

    delivery: float = 0.02
    reading: float = 0.02
    template_review: float = 1.0
    first_retry: float = 0.2
    """Pause after the first refused webhook; doubles until `longest_retry`."""
    longest_retry: float = 30.0
    webhook_timeout: float = 10.0


@dataclass(frozen=True, kw_only=True)
class SimulatorConfig:
    """One simulated platform: its secrets, its numbers, and where it keeps its state."""

    access_token: str
    app_secret: str
    notify_key: str = ""
    """A key of Notify: a name, the id of a service and a secret; empty: every key is refused."""
    smtp_port: int = 0
    """Where it takes e-mail; 0: nowhere."""
    app_id: str = "900000000000001"
    numbers: tuple[SimulatedNumber, ...]
    templates: tuple[SimulatedTemplate, ...] = ()
    phones: tuple[SimulatedPhone, ...] = ()
    messages_per_second: int = THROUGHPUT
    """What a number may send until its throughput is raised; above it comes error 130429."""
    pair_burst: int = PAIR_BURST
    """What one citizen may get at once; then one in 6 seconds, or error 131056."""
    calls_per_hour: int = 5_000
    """What may be asked for one account beside sends and files; above it comes error 80007."""
    reach: int | None = None
    """To how many citizens a portfolio may write first in 24 hours; None: to any number."""
    proven_by: int = 2_000
    """Below this limit a portfolio rises when so many messages were delivered; else by use."""
    free_answers: int | None = 1_000
    """Messages other than templates that cost nothing, by number and month; None: any number."""
    state_file: Path | None = None
    """The journal; media lie in the folder `media` beside it. None: all in memory."""
    pace: Pace = field(default_factory=Pace)
