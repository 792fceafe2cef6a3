"""Whether a Dutch text can be read at level B1, and what would make it easier.

Advice, never a rule: long sentences, passive voice, and words for which there are plainer ones.
"""

from .checking import check
from .findings import Finding, Kind

__all__ = ["Finding", "Kind", "check"]
