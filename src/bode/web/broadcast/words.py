"""What broadcasts are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.broadcasts.states import BroadcastStatus, Step, Verdict

STATUS_NAMES: Mapping[str, str] = {
    BroadcastStatus.DRAFT: gettext_noop("Concept"),
    BroadcastStatus.AWAITING_APPROVAL: gettext_noop("Wacht op goedkeuring"),
    BroadcastStatus.APPROVED: gettext_noop("Goedgekeurd"),
    BroadcastStatus.RUNNING: gettext_noop("Wordt verstuurd"),
    BroadcastStatus.PAUSED: gettext_noop("Gepauzeerd"),
    BroadcastStatus.STOPPED: gettext_noop("Gestopt"),
    BroadcastStatus.DONE: gettext_noop("Klaar"),
}
STATUS_TONES: Mapping[str, str] = {
    BroadcastStatus.DRAFT: "neutral",
    BroadcastStatus.AWAITING_APPROVAL: "warning",
    BroadcastStatus.APPROVED: "positive",
    BroadcastStatus.RUNNING: "positive",
    BroadcastStatus.PAUSED: "warning",
    BroadcastStatus.STOPPED: "negative",
    BroadcastStatus.DONE: "neutral",
}
STEP_NAMES: Mapping[str, str] = {
    Step.REQUEST_APPROVAL: gettext_noop("Vraag goedkeuring"),
    Step.APPROVE: gettext_noop("Goedkeuren"),
    Step.REJECT: gettext_noop("Teruggeven"),
    Step.START: gettext_noop("Nu versturen"),
    Step.PAUSE: gettext_noop("Pauzeren"),
    Step.RESUME: gettext_noop("Verdergaan"),
    Step.STOP: gettext_noop("Stoppen"),
}
MADE_NAMES: Mapping[str, str] = {
    "make": gettext_noop("Gemaakt"),
    "again": gettext_noop("Opnieuw verstuurd waar het onzeker was"),
    "leave": gettext_noop("Gelaten waar het onzeker was"),
    "spread": gettext_noop("Aantal per dag gekozen"),
    Step.REQUEST_APPROVAL: gettext_noop("Goedkeuring gevraagd"),
    Step.APPROVE: gettext_noop("Goedgekeurd"),
    Step.REJECT: gettext_noop("Teruggegeven"),
    Step.START: gettext_noop("Gestart"),
    Step.PAUSE: gettext_noop("Gepauzeerd"),
    Step.RESUME: gettext_noop("Verdergegaan"),
    Step.STOP: gettext_noop("Gestopt"),
    Step.FINISH: gettext_noop("Klaar"),
    Step.EMERGENCY: gettext_noop("Verstuurd zonder goedkeuring"),
    Verdict.APPROVED: gettext_noop("Achteraf goedgekeurd"),
    Verdict.DISAPPROVED: gettext_noop("Achteraf afgekeurd"),
}
COUNT_NAMES: Mapping[str, str] = {
    "queued": gettext_noop("Nog te versturen"),
    "sent": gettext_noop("Verstuurd"),
    "delivered": gettext_noop("Aangekomen"),
    "read": gettext_noop("Gelezen"),
    "failed": gettext_noop("Mislukt"),
    "unsettled": gettext_noop("Nog onzeker"),
    "cancelled": gettext_noop("Niet verstuurd: gestopt"),
    "excluded": gettext_noop("Krijgt het niet"),
}
REASON_NAMES: Mapping[str, str] = {
    "no_consent": gettext_noop("vroeg niet om deze berichten, of wil ze niet meer"),
    "had_it": gettext_noop("kreeg al een groepsbericht over dezelfde gebeurtenis"),
    "missing": gettext_noop("er staat geen nummer"),
    "not_a_number": gettext_noop("dit is geen telefoonnummer"),
    "not_valid": gettext_noop("dit nummer bestaat niet"),
    "not_mobile": gettext_noop("geen mobiel nummer"),
}
"""Why someone does not get it; all but the first are codes of `RecipientInvalid`."""


def say_reason(code: str) -> str:
    """Why someone does not get it."""
    return _(REASON_NAMES.get(code, gettext_noop("de regels staan het niet toe")))


def show_status(status: str) -> dict[str, str]:
    """What the mark of a broadcast says, and in which tone."""
    return {"name": _(STATUS_NAMES[status]), "tone": STATUS_TONES[status]}
