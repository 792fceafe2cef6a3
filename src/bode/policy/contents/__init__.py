"""What a message may not say, whatever its purpose: words that point to a forbidden use.

What blocks is narrow on purpose: an ordinary answer that is refused by mistake costs a citizen more
than a doubtful one. What is doubtful warns whoever writes it, with the words marked.
"""

from __future__ import annotations

from .checking import NOWHERE, Place, find_contents, find_in_texts, refuse
from .elections import ELECTIONS, Election, election_around, next_election
from .findings import PERSONAL_NUMBER, Finding, Ground, Severity

__all__ = [
    "ELECTIONS",
    "NOWHERE",
    "PERSONAL_NUMBER",
    "Election",
    "Finding",
    "Ground",
    "Place",
    "Severity",
    "election_around",
    "find_contents",
    "find_in_texts",
    "next_election",
    "refuse",
]
