"""What in a text is too private to stand in it: numbers, passwords, someone's health. Pure.

Precise rather than complete: a warning that is often wrong is not read.
"""

from .finding import find_sensitive
from .findings import KEPT_FROM_SIGHT, Kind, Sensitive
from .masking import Concealed, conceal, mask, masked

__all__ = [
    "KEPT_FROM_SIGHT",
    "Concealed",
    "Kind",
    "Sensitive",
    "conceal",
    "find_sensitive",
    "mask",
    "masked",
]
