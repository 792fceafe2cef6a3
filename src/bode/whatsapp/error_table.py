"""All error codes that the platform documents, and what an unknown one must mean.

The codes are Meta's (its table of error codes, compared with pywa); what follows from each is
ours. A code decides, never a title: the platform changes its texts without notice.
"""

from __future__ import annotations

from types import MappingProxyType

from bode.whatsapp.account_errors import ACCOUNT_ERRORS
from bode.whatsapp.meanings import Acts, Codes, Meaning, Retry
from bode.whatsapp.message_errors import MESSAGE_ERRORS
from bode.whatsapp.template_errors import TEMPLATE_ERRORS

ERRORS: Codes = MappingProxyType({**ACCOUNT_ERRORS, **MESSAGE_ERRORS, **TEMPLATE_ERRORS})
"""By code, or by range of codes; a code of its own goes before the range it lies in."""

_RANGES = tuple((codes, told) for codes, told in ERRORS.items() if isinstance(codes, range))
_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500

_BUSY_OR_DOWN = Meaning(
    retry=Retry.BACKOFF,
    acts=Acts.NOBODY,
    title_nl="WhatsApp kan dit nu niet verwerken",
    title_en="WhatsApp can't handle this right now",
    advice_nl="U hoeft niets te doen. Bode probeert het steeds opnieuw.",
    advice_en="You need not do anything. Bode keeps trying.",
)
_TO_ADMINISTRATOR = ("Geef dit door aan uw beheerder.", "Pass this on to your administrator.")
_BY_ADMINISTRATOR = (
    "Meld dit bij uw WhatsApp-leverancier of bij de makers van Bode.",
    "Report this to your WhatsApp provider or to the makers of Bode.",
)


def meaning(code: int | None, http_status: int | None) -> Meaning:
    """Return what an error asks for; without a known code the HTTP status decides.

    `code` is None for an answer that held none, `http_status` for an error told by a webhook.
    """
    return _decided(code, http_status) or _unknown(code, http_status, _TO_ADMINISTRATOR)


def meaning_for_administrator(code: int | None, http_status: int | None) -> Meaning:
    """The same, for a reader who is the one to report an error that Bode does not know."""
    return _decided(code, http_status) or _unknown(code, http_status, _BY_ADMINISTRATOR)


def is_known(code: int) -> bool:
    """Whether the table tells what this code means."""
    return _known(code) is not None


def _known(code: int | None) -> Meaning | None:
    if code is None:
        return None
    in_range = (told for codes, told in _RANGES if code in codes)
    return ERRORS.get(code) or next(in_range, None)


def _decided(code: int | None, http_status: int | None) -> Meaning | None:
    told = _known(code)
    if told is not None:
        return told
    is_busy = http_status is not None and (
        http_status == _TOO_MANY_REQUESTS or http_status >= _SERVER_ERROR
    )
    return _BUSY_OR_DOWN if is_busy else None


def _unknown(code: int | None, http_status: int | None, whom: tuple[str, str]) -> Meaning:
    nl, en = ("deze fout", "this error") if code is None else (f"fout {code}", f"error {code}")
    beside = f" (HTTP {http_status})" if code is None and http_status is not None else ""
    return Meaning(
        retry=Retry.NO,
        acts=Acts.ADMINISTRATOR,
        title_nl="WhatsApp neemt dit bericht niet aan",
        title_en="WhatsApp does not accept this message",
        advice_nl=f"Bode kent {nl}{beside} nog niet. {whom[0]}",
        advice_en=f"Bode does not know {en}{beside} yet. {whom[1]}",
    )
