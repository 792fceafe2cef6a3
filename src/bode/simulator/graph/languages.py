"""The languages in which the platform takes templates."""

from __future__ import annotations

import re

import phonenumbers

_LANGUAGE = re.compile(
    "af|ar|az|be|bg|bn|ca|cs|da|de|el|en|es|et|fa|fi|fil|fr|ga|gu|ha|he|hi|hr|hu|id|it|ja|ka|kk|kn|"
    "ko|ky|lo|lt|lv|mk|ml|mr|ms|nb|nl|pa|pl|prs|ps|pt|ro|ru|rw|si|sk|sl|sq|sr|sv|sw|ta|te|th|tr|uk|"
    "ur|uz|vi|zh|zu"
)
_WITH_A_COUNTRY = ("ky", "pt", "rw", "zh")
"""These need a country, as in pt_PT."""


def is_language(code: str) -> bool:
    """Say whether this is such a language, perhaps as it is written in a country: `nl`, `nl_BE`.

    Which countries the platform knows for a language is not checked: any can be named.
    """
    language, separator, country = code.partition("_")
    if not _LANGUAGE.fullmatch(language):
        return False
    if not separator:
        return language not in _WITH_A_COUNTRY
    return country in phonenumbers.SUPPORTED_REGIONS
