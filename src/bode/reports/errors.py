"""What can go wrong with service levels."""

from __future__ import annotations


class LevelWrong(Exception):
    """A service level can't be kept like this; nothing has changed.

    `field` is what is wrong; `reason` is nothing_promised, out_of_range or too_early (the warning
    would come before the question).
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason
