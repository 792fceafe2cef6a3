"""The SMS that phones got."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Text:
    """One SMS, and what became of it in Notify's words."""

    id: str
    digits: str
    body: str
    reference: str
    status: str


class Texts:
    """All of them, in their order."""

    def __init__(self) -> None:
        self._all: list[Text] = []

    def add(self, text: Text) -> Text:
        """One more."""
        self._all.append(text)
        return text

    def find(self, reference: str | None) -> list[Text]:
        """Those with this reference, the newest first; None: all."""
        return [each for each in reversed(self._all) if reference in (None, each.reference)]

    def shown_on(self, digits: str) -> list[Text]:
        """What this phone shows, the oldest first."""
        return [each for each in self._all if each.digits == digits and each.status == "delivered"]
