"""Phone numbers: from any notation to the one in which they are kept."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    NumberParseException,
    PhoneMetadata,
    PhoneNumberFormat,
    PhoneNumberType,
)

REGION = "NL"
"""Where a number without a country code is from."""

INVENTED = "999000"
"""How the numbers of invented people in a drill begin. No country has the calling code 999, and
with nine digits after this they are as long as a number can be: nobody is ever reached there."""

_INVENTED_DIGITS = 15
_LONGEST = 40
_SIGNS = re.compile(r"[0-9+()\s./\-\u2010-\u2015\u2212]+")
_NOT_DIGITS = re.compile(r"[^0-9]")
_CALLING_CODE = re.compile(r"[1-9][0-9]{0,2}$")
_NOWHERE = "001"  # the library's name for what has a calling code and is no country
_COUNTRY_CODE = 31  # of `REGION`
_PLAIN = re.compile(r"\+316[1-58][0-9]{7}")
"""Dutch mobile numbers as systems write them. Lists hold 100,000 of these, and the library takes
80 µs for each; that it would say the same is a test."""
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
_MUNICIPAL = "14"  # 14 030 and alike, which exist within the country alone
_NOT_SENDERS = {
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.SHARED_COST: "premium",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.VOICEMAIL: "short",
}


class RecipientInvalid(ValueError):
    """This text is no phone number that can receive WhatsApp.

    `code`: `missing` (nothing was given), `not_a_number` (other signs than a number has, or too
    few or too many digits), `not_valid` (no such number is in use), `not_mobile` (a fixed line, a
    service number such as 14 030, …). The text itself is left out: it may be someone's number.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_recipient(text: str) -> str:
    """Return a recipient's number as E.164, from any Dutch or international notation.

    Abroad some ranges don't tell mobile from fixed; those are accepted. Raises `RecipientInvalid`.
    """
    if _PLAIN.fullmatch(text):
        return text
    written = unicodedata.normalize("NFKC", text).strip()
    if not written:
        raise RecipientInvalid("missing")
    if len(written) > _LONGEST or not _SIGNS.fullmatch(written):
        raise RecipientInvalid("not_a_number")
    try:
        number = phonenumbers.parse(written, REGION)
    except NumberParseException as error:
        raise RecipientInvalid("not_a_number") from error
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.UNKNOWN:  # what is not valid has no type
        raise RecipientInvalid("not_valid")
    if kind not in _MOBILE:
        raise RecipientInvalid("not_mobile")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


class SenderInvalid(ValueError):
    """This text is no phone number that can be used as a sender on WhatsApp.

    `code`: `not_a_number`, `not_valid` (no such number is in use), `short` (14 0xx and other
    numbers that can't be called from abroad), `premium` (0900 and alike), `pager`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_sender(text: str) -> str:
    """Return the number of an organisation as E.164: mobile, fixed, 085, 088 or 0800.

    The platform proves it by a call or a text message from abroad. Raises `SenderInvalid`.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    if len(written) > _LONGEST or not _SIGNS.fullmatch(written):
        raise SenderInvalid("not_a_number")
    try:
        number = phonenumbers.parse(written, REGION)
    except NumberParseException as error:
        raise SenderInvalid("not_a_number") from error
    kind = phonenumbers.number_type(number)
    national = phonenumbers.national_significant_number(number)
    if number.country_code == _COUNTRY_CODE and national.startswith(_MUNICIPAL):
        raise SenderInvalid("short")
    if kind == PhoneNumberType.UNKNOWN:
        raise SenderInvalid("not_valid")
    if kind in _NOT_SENDERS:
        raise SenderInvalid(_NOT_SENDERS[kind])
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def bare_digits(text: str) -> str:
    """Return a number as the platform writes it, whether or not such a number is in use.

    A number that starts with a single 0 is Dutch. Empty for what is no number at all.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    if len(written) > _LONGEST or not _SIGNS.fullmatch(written):
        return ""
    number = _NOT_DIGITS.sub("", written.replace("(0)", ""))
    if written.startswith("+"):
        return number
    if number.startswith("00"):
        return number[2:]
    return f"{_COUNTRY_CODE}{number[1:]}" if number.startswith("0") else number


def is_invented(number: str) -> bool:
    """Whether a number in digits is that of someone who exists in a drill alone."""
    return number.startswith(INVENTED) and len(number) == _INVENTED_DIGITS


def digits(e164: str) -> str:
    """Return a number as the platform writes it: E.164 without the plus."""
    return e164.removeprefix("+")


def country_of(number: str) -> str:
    """The country of a number in digits, as two letters (ISO 3166); empty when none is known.

    The first eight digits tell it. Of countries that share a calling code it is the main one
    where those digits say nothing else.
    """
    for end in (1, 2, 3):
        code = number[:end]
        sharing = COUNTRY_CODE_TO_REGION_CODE.get(int(code)) if _CALLING_CODE.match(code) else None
        if sharing:
            main, *others = sharing
            here = (each for each in (*others, main) if _starts(each, number[end:], each == main))
            return next(here, "") if main != _NOWHERE else ""
    return ""


def _starts(country: str, rest: str, otherwise: bool) -> bool:
    """Whether what comes after the calling code is of this country among those that share it."""
    metadata = PhoneMetadata.metadata_for_region(country)
    leading = metadata.leading_digits if metadata else None
    return bool(re.match(leading, rest)) if leading else otherwise
