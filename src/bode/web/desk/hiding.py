"""What nobody needs to see at a glance in a message or a note: the one place where it is masked.

Whoever needs it looks at that one, which the audit trail keeps.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.conversations.reading import PREVIEW_LENGTH
from bode.language import sensitive

KINDS = {
    sensitive.Kind.BSN: gettext_noop("een burgerservicenummer (BSN)"),
    sensitive.Kind.IBAN: gettext_noop("een rekeningnummer"),
    sensitive.Kind.CARD: gettext_noop("het nummer van een bankpas of creditcard"),
    sensitive.Kind.PASSWORD: gettext_noop("een wachtwoord of code"),
    sensitive.Kind.HEALTH: gettext_noop("iets over iemands gezondheid"),
}


def names_of(kinds: Iterable[sensitive.Kind]) -> list[str]:
    """What these are called, each once."""
    found = set(kinds)
    return [_(name) for kind, name in KINDS.items() if kind in found]


def hide(text: str) -> str:
    """A text as the desk shows it."""
    return sensitive.conceal(text).text


def hide_in_line(text: str) -> str:
    """The same of a text of which only the beginning may be there."""
    return sensitive.conceal(text, is_cut=len(text) >= PREVIEW_LENGTH).text


class Veil:
    """Hides what is private in all that one message or note says, and tells what it was."""

    def __init__(self, *, is_lifted: bool) -> None:
        self._is_lifted = is_lifted
        self.kinds: list[sensitive.Kind] = []
        """Of what was hidden so far."""

    def __call__(self, text: str) -> str:
        if self._is_lifted:
            return text
        concealed = sensitive.conceal(text)
        self.kinds += concealed.kinds
        return concealed.text

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of what was hidden so far."""
        return tuple(names_of(self.kinds))
