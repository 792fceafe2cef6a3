"""What is said of a setting that can't be used."""

from __future__ import annotations


class SettingWrong(Exception):
    """A setting is missing or has a value that Bode cannot use; the message names it."""
