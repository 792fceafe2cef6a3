"""Passwords and codes that someone writes down: the word for one, and then what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOLD = re.compile(
    r"\b(?:wacht ?woord(?:je)?|inlog ?code|toegangs ?code|pin ?-?code|password|passwort|kennwort"
    r"|pin number|mot de passe|contraseña|şifre(?:m)?|hasło|пароль)\b"
    r"(?P<between>[^\S\n]*(?:(?:van|voor|for|of|de|für|pour)[^\S\n]+[\w.@-]+[^\S\n]*)?"
    r"(?:is|was|:|=|ist|est|es|to|-|—)+[^\S\n]*(?:nu|now|:)?[^\S\n]*)"
    r"[\"'“‘(]?(?P<secret>[^\s\"'”’)]{4,64})",
    re.IGNORECASE,
)
_END = ".,;?"
_CUES = ("woord", "code", "pin", "pass", "kennwort", "contrase", "ifre", "hasło", "пароль")


def find_passwords(text: str) -> Iterator[tuple[int, int]]:
    """Where a password stands, without the words before it."""
    lower = text.lower()
    if not any(cue in lower for cue in _CUES):
        return
    for match in _TOLD.finditer(text):
        secret = match["secret"].rstrip(_END)
        named = match["between"].strip()[-1:] in ":=" and len(secret) >= 4
        if _is_secret(secret) or (named and not _is_address(secret)):
            yield match.start("secret"), match.start("secret") + len(secret)


def _is_secret(word: str) -> bool:
    """Something that is no word of a language: it has digits or signs, or capitals inside."""
    if len(word) < 4 or _is_address(word):
        return False
    return any(each.isdigit() for each in word) or not word[1:].islower() * word.isalpha()


def _is_address(word: str) -> bool:
    return word.lower().startswith(("http", "www."))
