"""What a municipality promises its citizens. Pure."""

from __future__ import annotations

from enum import StrEnum


class Promise(StrEnum):
    ANSWER = "answer"  # to the first question, by a person
    CLOSING = "closing"
