"""Why people did not get a broadcast, in words, and what one can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.broadcasts.missing import Cause
from bode.conversations.explaining import explain_error
from bode.web.templatetags.bode import local

from .words import say_reason


@dataclass(frozen=True, kw_only=True)
class Told:
    """A cause as people read it."""

    title: str
    advice: str
    count: int


_EXCLUDED = gettext_noop("Kijk dit nummer na.")
_ADVICE: Mapping[str, str] = {
    "no_consent": gettext_noop("Vraag deze inwoners of zij deze berichten willen."),
    "missing": _EXCLUDED,
    "not_a_number": _EXCLUDED,
    "not_valid": _EXCLUDED,
    "not_mobile": gettext_noop("Vraag deze inwoners om een mobiel nummer."),
}
_BY_THE_RULES = gettext_noop("Kijk bij Vergunning wat uw gemeente mag versturen.")
_OTHERS: Mapping[str, tuple[str, str]] = {
    "cancelled": (
        gettext_noop("Niet verstuurd: het groepsbericht is gestopt"),
        gettext_noop("Moeten zij het toch krijgen? Maak een nieuw groepsbericht."),
    ),
    "sent": (
        gettext_noop("Verstuurd, en nog niet aangekomen"),
        gettext_noop("Het komt aan zodra hun telefoon aan staat en internet heeft."),
    ),
}


def tell(cause: Cause) -> Told:
    title, advice = describe_cause(cause.became, cause.code)
    return Told(title=title, advice=advice, count=cause.count)


def describe_cause(became: str, code: str) -> tuple[str, str]:
    """Why, and what to do."""
    if became == "excluded":
        reason = say_reason(code)
        return reason[:1].upper() + reason[1:], _(_ADVICE.get(code, _BY_THE_RULES))
    if became in _OTHERS:
        title, advice = _OTHERS[became]
        return _(title), _(advice)
    explained = explain_error("unsettled" if became == "unsettled" else code)
    assert explained is not None, "what failed says why"
    return local(explained, "title"), local(explained, "advice")
