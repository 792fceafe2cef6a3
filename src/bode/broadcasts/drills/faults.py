"""What may go wrong in a drill, and when. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Fault(StrEnum):
    LINE = "line"
    """There is no line to WhatsApp, and none back."""
    SLOW = "slow"
    """WhatsApp answers some of what is sent too late, or not at all."""
    LOST = "lost"
    """A message is taken, and the answer is lost on its way back."""
    LIMITED = "limited"
    """WhatsApp says that it is too fast: error 130429."""
    LATE = "late"
    """WhatsApp reports half a minute late what became of messages."""
    CONFUSED = "confused"
    """WhatsApp reports things twice and out of order."""
    NO_WHATSAPP = "no_whatsapp"
    """Phones without WhatsApp."""
    PHONES_OFF = "phones_off"
    """Phones that are off: what is sent to them does not arrive."""
    NO_SMS = "no_sms"
    """The provider of SMS does not work."""


SHARES = frozenset({Fault.NO_WHATSAPP, Fault.PHONES_OFF})
"""These hold for the whole drill, for a share of the phones."""
BEGINS = (0, 30, 60, 300, 600)
"""Seconds after the first message was started."""
LASTS = (30, 60, 300, 900, 3600)
"""Seconds."""
PERCENTS = (2, 5, 10, 25, 50)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What the simulator does: a kind of its faults."""

    kind: str
    rate: float = 1.0
    seconds: float | None = None


_TROUBLES: Mapping[Fault, Sequence[Trouble]] = MappingProxyType(
    {
        Fault.LINE: (),  # the line itself is cut
        Fault.SLOW: (Trouble(kind="timeout", rate=0.25, seconds=10.0),),
        Fault.LOST: (Trouble(kind="accept_then_drop", rate=0.1),),
        Fault.LIMITED: (Trouble(kind="http_429", rate=0.05),),
        Fault.LATE: (Trouble(kind="delay_webhooks", seconds=30.0),),
        Fault.CONFUSED: (
            Trouble(kind="duplicate_webhooks", rate=0.3),
            Trouble(kind="reorder_webhooks", rate=0.3),
        ),
        Fault.NO_WHATSAPP: (Trouble(kind="no_whatsapp"),),
        Fault.PHONES_OFF: (Trouble(kind="phone_off"),),
        Fault.NO_SMS: (Trouble(kind="sms_http_500"),),
    }
)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A fault as someone chose it for a drill."""

    fault: Fault
    begins: int = 0
    """Seconds after the first broadcast started; of a share nothing."""
    lasts: int = 0
    percent: int = 0
    """Of the phones; 0 for what is no share."""

    def as_kept(self) -> dict[str, Any]:
        return asdict(self)

    def troubles(self) -> list[Trouble]:
        """What the simulator does while it holds."""
        found = _TROUBLES[self.fault]
        if self.fault not in SHARES:
            return list(found)
        rate = self.percent / 100
        return [Trouble(kind=each.kind, rate=rate) for each in found]

    def window(self, started_at: datetime) -> tuple[datetime, datetime] | None:
        """From when until when it holds; None: all the time."""
        if self.fault in SHARES:
            return None
        begin = started_at + timedelta(seconds=self.begins)
        return begin, begin + timedelta(seconds=self.lasts)

    def holds(self, started_at: datetime | None, at: datetime) -> bool:
        """Whether it holds at this moment, where the first broadcast started then."""
        if self.fault in SHARES:
            return True
        if started_at is None:
            return False
        window = self.window(started_at)
        return window is not None and window[0] <= at < window[1]


def chosen_of(kept: Iterable[Mapping[str, Any]]) -> list[Chosen]:
    """The same as it was kept."""
    return [Chosen(**{**each, "fault": Fault(each["fault"])}) for each in kept]
