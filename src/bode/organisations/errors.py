"""What can go wrong about who is asking."""

from __future__ import annotations


class NotAllowed(Exception):
    """The actor lacks the role or token scope that this needs."""

    def __init__(self, *, needed: tuple[str, ...]) -> None:
        super().__init__(f"needs one of: {', '.join(needed)}")
        self.needed = needed
