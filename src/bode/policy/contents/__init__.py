"""What a message may not say, whatever its purpose: words that point to a forbidden use.

What blocks is narrow on purpose: an ordinary answer that is refused by mistake costs a citizen more
than a doubtful one. What is doubtful warns whoever writes it, with the words marked.
"""

from __future__ import annotations

from .checking import find_contents, forbidden_content, refuse
from .findings import PERSONAL_NUMBER, Finding, Ground, Severity

__all__ = [
    "PERSONAL_NUMBER",
    "Finding",
    "Ground",
    "Severity",
    "find_contents",
    "forbidden_content",
    "refuse",
]
