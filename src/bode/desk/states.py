"""What agents may choose, and how long what they leave behind is kept. Pure."""

from __future__ import annotations

from datetime import timedelta

UNDO_SECONDS = (0, 5, 10)
"""How long what an agent sends may wait, so that they can take it back."""
UNDO_USUAL = 5
DRAFT_KEPT = timedelta(days=14)
"""Since it was last changed."""
