"""Trouble on request: what goes wrong, how often, for how long."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

KINDS = {
    "http_500": 0.0,
    "http_429": 0.0,
    "timeout": 30.0,
    "refuse": 0.0,
    "fail": 0.0,
    "accept_then_drop": 0.0,
    "skip_delivered": 0.0,
    "phone_off": 0.0,
    "no_whatsapp": 0.0,
    "duplicate_webhooks": 0.0,
    "reorder_webhooks": 1.0,
    "delay_webhooks": 5.0,
    "sms_http_500": 0.0,
    "sms_http_429": 0.0,
    "sms_accept_then_drop": 0.0,
    "sms_fail": 0.0,
    "smtp_busy": 0.0,
    "smtp_refuse": 0.0,
    "smtp_refuse_sender": 0.0,
    "smtp_accept_then_drop": 0.0,
}
"""Every kind, with the seconds that hold when none are given."""

WITH_CODE = ("refuse", "fail")
"""Kinds that give an error of one's choice."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One kind of trouble that is switched on."""

    kind: str
    rate: float
    seconds: float
    code: int = 0
    """The error that is given, for those kinds that give one."""


class Faults:
    """The faults that are on now: at most one of each kind."""

    def __init__(self) -> None:
        self._by_kind: dict[str, Fault] = {}

    def switch_on(self, kind: str, rate: float, seconds: float | None, code: int = 0) -> None:
        """Switch a fault on, in the place of an earlier one of its kind."""
        pause = KINDS[kind] if seconds is None else seconds
        self._by_kind[kind] = Fault(kind=kind, rate=rate, seconds=pause, code=code)

    def switch_off(self, kind: str | None = None) -> None:
        """Switch one kind off, or all."""
        if kind is None:
            self._by_kind.clear()
        else:
            self._by_kind.pop(kind, None)

    def find_struck(self, kind: str) -> Fault | None:
        """Throw the dice: return the fault when it strikes this time."""
        fault = self._by_kind.get(kind)
        if fault is None or random.random() >= fault.rate:  # noqa: S311 - dice, not secrets
            return None
        return fault

    def befalls(self, kind: str, digits: str) -> bool:
        """Say whether this fault is on for this phone: for a share of them, always the same."""
        fault = self._by_kind.get(kind)
        drawn = int.from_bytes(sha256(f"{kind} {digits}".encode()).digest()[:4]) / 2**32
        return fault is not None and drawn < fault.rate

    def listing(self) -> list[dict[str, Any]]:
        """Return the faults that are on."""
        return [asdict(fault) for fault in self._by_kind.values()]
