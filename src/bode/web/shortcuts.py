"""The keys that do something, in one table: the overview shows it, and the page acts by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class Does(StrEnum):
    FOCUS = "focus"  # on the target
    PRESS = "press"  # the target, a button or link
    NEXT = "next"  # link of the list that is the target
    PREVIOUS = "previous"
    SHOW = "show"  # the target, a dialog


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """A key, what it does, and the first element on the page that it does that with."""

    key: str
    does: Does
    target: str
    about: Promise | str


SHORTCUTS = (
    Shortcut(key="?", does=Does.SHOW, target="#shortcuts", about=gettext_lazy("Dit overzicht")),
    Shortcut(
        key="/",
        does=Does.FOCUS,
        target="[role=search] input:not([type=hidden]), input[type=search]",
        about=gettext_lazy("Zoeken"),
    ),
    Shortcut(
        key="j", does=Does.NEXT, target="#rows", about=gettext_lazy("Naar het volgende gesprek")
    ),
    Shortcut(
        key="k", does=Does.PREVIOUS, target="#rows", about=gettext_lazy("Naar het vorige gesprek")
    ),
    Shortcut(
        key="l",
        does=Does.FOCUS,
        target="#rows a[aria-current], #rows a",
        about=gettext_lazy("Naar de lijst"),
    ),
    Shortcut(
        key="v",
        does=Does.FOCUS,
        target="#saved-views a",
        about=gettext_lazy("Naar uw weergaven"),
    ),
    Shortcut(key="m", does=Does.FOCUS, target="#thread", about=gettext_lazy("Naar de berichten")),
    Shortcut(
        key="r",
        does=Does.FOCUS,
        target="#body, #template",
        about=gettext_lazy("Antwoord schrijven"),
    ),
    Shortcut(key="o", does=Does.FOCUS, target="#note", about=gettext_lazy("Notitie schrijven")),
    Shortcut(key="t", does=Does.FOCUS, target="#tag", about=gettext_lazy("Label geven")),
    Shortcut(
        key="n",
        does=Does.PRESS,
        target="#head button[name=to]",
        about=gettext_lazy("Gesprek nemen of loslaten"),
    ),
    Shortcut(
        key="d",
        does=Does.PRESS,
        target="#to-hand-over",
        about=gettext_lazy("Gesprek doorgeven"),
    ),
    Shortcut(
        key="z",
        does=Does.PRESS,
        target="#to-snooze",
        about=gettext_lazy("Gesprek later terugzien"),
    ),
    Shortcut(
        key="e",
        does=Does.PRESS,
        target="#close",
        about=gettext_lazy("Gesprek afhandelen"),
    ),
    Shortcut(
        key="w",
        does=Does.PRESS,
        target="#undo-closing, #reopen",
        about=gettext_lazy("Gesprek weer openen"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class WritingKeys:
    """Keys that are pressed together, also while one writes: the overview shows what they do."""

    keys: tuple[str, ...]
    about: Promise | str


def _ctrl(*keys: str, about: Promise | str) -> WritingKeys:
    return WritingKeys(keys=("Ctrl", *keys), about=about)


WRITING_KEYS = (
    _ctrl("Enter", about=gettext_lazy("Antwoord versturen")),
    _ctrl(
        "Z",
        about=gettext_lazy(
            "Terughalen wat u net verstuurde (in een leeg antwoordveld) of net afhandelde"
        ),
    ),
    WritingKeys(keys=("/",), about=gettext_lazy("Snelle antwoorden")),
    WritingKeys(keys=("F7",), about=gettext_lazy("Controleer mijn tekst")),
    _ctrl(".", about=gettext_lazy("Emoji kiezen")),
    _ctrl("B", about=gettext_lazy("Vet")),
    _ctrl("I", about=gettext_lazy("Cursief")),
    _ctrl("Shift", "X", about=gettext_lazy("Doorgestreept")),
    _ctrl("E", about=gettext_lazy("Vaste breedte")),
    _ctrl("Shift", "8", about=gettext_lazy("Opsomming")),
    _ctrl("Shift", "7", about=gettext_lazy("Genummerde lijst")),
    _ctrl("Shift", "9", about=gettext_lazy("Citaat")),
    WritingKeys(keys=("Esc",), about=gettext_lazy("Uit het veld waarin u typt, naar de berichten")),
)
