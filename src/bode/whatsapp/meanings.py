"""What an error of the platform asks of us, and how it is told to people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from msgspec import Struct


class Retry(StrEnum):
    """Whether the same request may be tried again by itself."""

    NO = "no"
    """It would fail again in the same way."""
    FEW = "few"
    """The platform can't say why: a few times, no more."""
    BACKOFF = "backoff"
    """The platform is busy or down: with growing pauses, until it works."""
    AFTER_A_PAUSE = "after_a_pause"
    """The platform takes no more of such messages for now: those wait, the others fail."""
    LATER = "later"
    """Only once something outside has changed; waiting alone is no plan."""


class Acts(StrEnum):
    """Who must do something before such a message can arrive."""

    NOBODY = "nobody"
    """Waiting is enough: Bode tries again."""
    AGENT = "agent"
    """Whoever wrote the message: send another one, or reach the citizen in another way."""
    ADMINISTRATOR = "administrator"
    """The municipality's own administrator."""
    PROVIDER = "provider"
    """The BSP, asked by the administrator."""


class Meaning(Struct, frozen=True, kw_only=True):
    """An error, for the machine and for the person who reads about it."""

    retry: Retry
    acts: Acts
    stops_number: bool = False
    """What this number sends would go on failing, so it waits until the cause is away."""
    repeat_after: timedelta | None = timedelta()
    """How long a person waits before they send the same once more; None: it would be in vain."""
    title_nl: str
    title_en: str
    advice_nl: str
    advice_en: str


Codes = Mapping[int | range, Meaning]
"""By one code, or by a range of codes."""


class News(Struct, frozen=True, kw_only=True):
    """Something that the platform told, for the person who reads about it."""

    acts: Acts
    title_nl: str
    title_en: str
    advice_nl: str
    advice_en: str


NOTHING_TO_DO = ("U hoeft niets te doen.", "You need not do anything.")
"""The advice where waiting is enough."""


def news(acts: Acts, *, title: tuple[str, str], advice: tuple[str, str]) -> News:
    """Return news; `title` and `advice` in Dutch and in English."""
    return News(
        acts=acts,
        title_nl=title[0],
        title_en=title[1],
        advice_nl=advice[0],
        advice_en=advice[1],
    )
