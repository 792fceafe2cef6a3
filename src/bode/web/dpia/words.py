"""The steps, levels and outcomes of a DPIA, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.licensing.dpia.matrix import Level
from bode.licensing.dpia.states import DpiaStatus, Outcome, Verdict
from bode.web.licence.steps import Milestone

STATUS_NAMES = {
    DpiaStatus.EMPTY: gettext_noop("Nog niet begonnen"),
    DpiaStatus.IN_PROGRESS: gettext_noop("Wordt ingevuld"),
    DpiaStatus.READY: gettext_noop("Wacht op advies"),
    DpiaStatus.ADVISED: gettext_noop("Advies gegeven"),
    DpiaStatus.COMPLETE: gettext_noop("Klaar"),
}
STATUS_TONES = {
    DpiaStatus.EMPTY: "neutral",
    DpiaStatus.READY: "warning",
    DpiaStatus.COMPLETE: "positive",
}
_NEXT = {
    DpiaStatus.EMPTY: gettext_noop(
        "De gemeente beantwoordt de vragen, of plaatst een DPIA die zij al heeft."
    ),
    DpiaStatus.IN_PROGRESS: gettext_noop(
        "De gemeente maakt de DPIA af en legt hem voor aan de privacyfunctionaris."
    ),
    DpiaStatus.READY: gettext_noop("De privacyfunctionaris van de gemeente geeft advies."),
    DpiaStatus.ADVISED: gettext_noop("De gemeente leest het advies en rondt de DPIA af."),
    DpiaStatus.COMPLETE: gettext_noop("De DPIA is klaar en hoort bij de aanvraag."),
}
LEVEL_NAMES = {
    Level.LOW: gettext_noop("laag"),
    Level.LIMITED: gettext_noop("beperkt"),
    Level.HIGH: gettext_noop("hoog"),
}
LEVEL_TONES = {Level.LOW: "positive", Level.LIMITED: "warning", Level.HIGH: "negative"}
OUTCOMES = (
    (Outcome.LOW, gettext_noop("Een laag risico blijft over")),
    (Outcome.LIMITED, gettext_noop("Een beperkt risico blijft over")),
    (Outcome.HIGH, gettext_noop("Een hoog risico blijft over")),
)
VERDICTS = (
    (Verdict.POSITIVE, gettext_noop("Positief")),
    (Verdict.CONDITIONAL, gettext_noop("Positief, onder voorwaarden")),
    (Verdict.NEGATIVE, gettext_noop("Negatief")),
)
VERDICT_TONES = {
    Verdict.POSITIVE: "positive",
    Verdict.CONDITIONAL: "warning",
    Verdict.NEGATIVE: "negative",
}


def status_name(status: str) -> str:
    """How far a DPIA is, as people read it."""
    return _(STATUS_NAMES[DpiaStatus(status)])


def status_tone(status: str) -> str:
    return STATUS_TONES.get(DpiaStatus(status), "info")


def what_next(status: str) -> str:
    """What everyone waits for."""
    return _(_NEXT[DpiaStatus(status)])


def level_name(level: Level | None) -> str:
    """A level of risk; empty while it is not known."""
    return _(LEVEL_NAMES[level]) if level else ""


def verdict_name(verdict: str) -> str:
    return _(dict(VERDICTS)[Verdict(verdict)])


def outcome_name(outcome: str) -> str:
    return _(dict(OUTCOMES)[Outcome(outcome)])


def milestones(status: str) -> list[Milestone]:
    """The way of a DPIA, and how far it is."""
    titles = (_("Invullen"), _("Voorleggen"), _("Advies"), _("Afronden"))
    done = {
        DpiaStatus.EMPTY: 0,
        DpiaStatus.IN_PROGRESS: 0,
        DpiaStatus.READY: 2,
        DpiaStatus.ADVISED: 3,
        DpiaStatus.COMPLETE: 4,
    }[DpiaStatus(status)]
    return [
        Milestone(
            title=title, state="done" if place < done else "now" if place == done else "ahead"
        )
        for place, title in enumerate(titles)
    ]
