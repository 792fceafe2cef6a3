"""Reading the fields of a request; what is wrong is refused with the field's name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bode.simulator.refusals import Refusal


def missing(path: str) -> Refusal:
    """Return error 131008 for a field that must be there."""
    return Refusal(131008, f"The parameter {path} is required.")


def wrong(path: str, why: str) -> Refusal:
    """Return error 131009 for a field with a value that can't be."""
    return Refusal(131009, f"The parameter {path} is not valid: {why}.")


def get_object(parent: dict[str, Any], key: str, path: str = "") -> dict[str, Any]:
    """Return the object under a key."""
    value = parent.get(key)
    if value is None:
        raise missing(path + key)
    if not isinstance(value, dict):
        raise wrong(path + key, "it must be an object")
    return value


def get_list(parent: dict[str, Any], key: str, path: str, least: int, most: int) -> list[Any]:
    """Return the list under a key, of which the length lies within bounds."""
    value = parent.get(key)
    if value is None:
        raise missing(path + key)
    if not isinstance(value, list):
        raise wrong(path + key, "it must be a list")
    if not least <= len(value) <= most:
        raise wrong(path + key, f"it must have {least} to {most} items, and has {len(value)}")
    return value


def get_text(parent: dict[str, Any], key: str, path: str, most: int | None = None) -> str:
    """Return the text under a key: not empty, and not longer than `most` characters."""
    value = get_optional_text(parent, key, path, most)
    if value is None:
        raise missing(path + key)
    if not value.strip():
        raise wrong(path + key, "it must not be empty")
    return value


def get_optional_text(
    parent: dict[str, Any], key: str, path: str, most: int | None = None
) -> str | None:
    """Return the text under a key, or None."""
    value = parent.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise wrong(path + key, "it must be text")
    if most is not None and len(value) > most:
        raise wrong(path + key, f"it must have at most {most} characters, and has {len(value)}")
    return value


def get_degrees(parent: dict[str, Any], key: str, path: str, most: float) -> float:
    """Return a coordinate, given as a number or as text."""
    value = parent.get(key)
    if value is None:
        raise missing(path + key)
    try:
        degrees = float(value) if not isinstance(value, bool) else most + 1
    except (TypeError, ValueError):
        degrees = most + 1
    if not -most <= degrees <= most:
        raise wrong(path + key, f"it must be a number from {-most:g} to {most:g}")
    return degrees


def get_link(parent: dict[str, Any], key: str, path: str) -> str:
    """Return an http or https address."""
    link = get_text(parent, key, path, 2000)
    try:
        parts = urlsplit(link)
    except ValueError:
        raise wrong(path + key, "it must be an http or https address") from None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise wrong(path + key, "it must be an http or https address")
    return link
