"""What people got beside WhatsApp: SMS and e-mail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Text:
    """One SMS or e-mail, and what became of it in Notify's words."""

    id: str
    kind: str = "sms"
    """`sms` or `email`."""
    to: str
    """Digits, or an e-mail address in small letters."""
    subject: str = ""
    body: str
    reference: str
    """An e-mail's Message-ID, where it came over SMTP."""
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

    def shown_to(self, to: str) -> list[Text]:
        """What stands on this phone or in this mailbox, the oldest first."""
        return [each for each in self._all if each.to == to and each.status == "delivered"]
