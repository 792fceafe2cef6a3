"""The steps of an application, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.licensing.states import OPEN, STEPS, ApplicationStatus, LicenceStatus

STATUS_NAMES = {
    ApplicationStatus.DRAFT: gettext_noop("Concept"),
    ApplicationStatus.SIGNED: gettext_noop("Ondertekend"),
    ApplicationStatus.RETURNED: gettext_noop("Teruggestuurd"),
    ApplicationStatus.ACCEPTED: gettext_noop("Aangenomen door de BSP"),
    ApplicationStatus.SUBMITTED: gettext_noop("Ingediend bij WhatsApp"),
    ApplicationStatus.INFORMATION_ASKED: gettext_noop("Meer informatie gevraagd"),
    ApplicationStatus.APPROVED: gettext_noop("Goedgekeurd"),
    ApplicationStatus.PARTLY_APPROVED: gettext_noop("Voor een deel goedgekeurd"),
    ApplicationStatus.REJECTED: gettext_noop("Afgewezen"),
    ApplicationStatus.OBJECTED: gettext_noop("Bezwaar gemaakt"),
    ApplicationStatus.PARTLY_OBJECTED: gettext_noop("Voor een deel goedgekeurd, met bezwaar"),
    ApplicationStatus.WITHDRAWN: gettext_noop("Ingetrokken"),
    LicenceStatus.ACTIVE: gettext_noop("Geldig"),
    LicenceStatus.SUSPENDED: gettext_noop("Tijdelijk gestopt"),
    LicenceStatus.ENDED: gettext_noop("Beëindigd"),
}

# The look of a status: calm, attention, good or bad.
TONES = {
    ApplicationStatus.RETURNED: "warning",
    ApplicationStatus.INFORMATION_ASKED: "warning",
    ApplicationStatus.APPROVED: "positive",
    ApplicationStatus.PARTLY_APPROVED: "warning",
    ApplicationStatus.OBJECTED: "warning",
    ApplicationStatus.PARTLY_OBJECTED: "warning",
    ApplicationStatus.REJECTED: "negative",
    ApplicationStatus.WITHDRAWN: "neutral",
    LicenceStatus.ACTIVE: "positive",
    LicenceStatus.SUSPENDED: "warning",
    LicenceStatus.ENDED: "neutral",
}

_BUTTONS = {
    "withdraw": gettext_noop("Intrekken"),
    "accept": gettext_noop("Aannemen"),
    "return": gettext_noop("Terugsturen"),
    "submit": gettext_noop("Indienen bij WhatsApp"),
}

_MEANINGS = {
    "withdraw": gettext_noop("De aanvraag stopt. U kunt later een nieuwe doen."),
    "accept": gettext_noop("De aanvraag is goed. U dient hem daarna in bij WhatsApp."),
    "return": gettext_noop("De gemeente past de aanvraag aan. Schrijf op wat er anders moet."),
    "submit": gettext_noop("U heeft de aanvraag bij WhatsApp ingediend."),
}

DONE = {
    "create": gettext_noop("Aanvraag gemaakt"),
    "declare": gettext_noop("Doelen aangepast"),  # in histories of before there were sections
    "sign": gettext_noop("Ondertekend"),
    "withdraw": gettext_noop("Ingetrokken"),
    "accept": gettext_noop("Aangenomen door de BSP"),
    "return": gettext_noop("Teruggestuurd"),
    "submit": gettext_noop("Ingediend bij WhatsApp"),
    "approve": gettext_noop("Goedgekeurd door WhatsApp"),
    "approve_in_part": gettext_noop("Voor een deel goedgekeurd door WhatsApp"),
    "reject": gettext_noop("Afgewezen door WhatsApp"),
    "ask_information": gettext_noop("WhatsApp vraagt meer informatie"),
    "object": gettext_noop("Bezwaar gemaakt"),
    "dismiss_objection": gettext_noop("Bezwaar afgewezen door WhatsApp"),
    "reapply": gettext_noop("Nieuwe aanvraag begonnen"),
    "follow": gettext_noop("Begonnen met de gegevens van een eerdere aanvraag"),
    "extend": gettext_noop("Vergunning uitgebreid met deze doelen"),
    "dpia_answer": gettext_noop("DPIA: vragen beantwoord in Bode"),
    "dpia_upload": gettext_noop("DPIA: document geplaatst"),
    "dpia_offer": gettext_noop("DPIA: voorgelegd aan de privacyfunctionaris"),
    "dpia_advise": gettext_noop("DPIA: advies van de privacyfunctionaris"),
    "dpia_complete": gettext_noop("DPIA: afgerond"),
    "dpia_reopen": gettext_noop("DPIA: opnieuw geopend"),
}

# What everyone waits for, and who must do it.
_NEXT = {
    ApplicationStatus.DRAFT: gettext_noop(
        "Vul de delen in. De gemeente en de BSP kunnen dat samen doen. Daarna tekent de gemeente."
    ),
    ApplicationStatus.RETURNED: gettext_noop(
        "De gemeente past de aanvraag aan en ondertekent opnieuw."
    ),
    ApplicationStatus.SIGNED: gettext_noop("De BSP moet de aanvraag beoordelen."),
    ApplicationStatus.ACCEPTED: gettext_noop("De BSP moet de aanvraag indienen bij WhatsApp."),
    ApplicationStatus.SUBMITTED: gettext_noop("De BSP legt het antwoord van WhatsApp vast."),
    ApplicationStatus.INFORMATION_ASKED: gettext_noop(
        "WhatsApp wil meer weten. De gemeente vult de aanvraag aan en ondertekent opnieuw."
    ),
    ApplicationStatus.APPROVED: gettext_noop("De vergunning geldt."),
    ApplicationStatus.PARTLY_APPROVED: gettext_noop(
        "De vergunning geldt voor een deel van de doelen. "
        "Voor de rest kan de gemeente opnieuw aanvragen."
    ),
    ApplicationStatus.REJECTED: gettext_noop(
        "WhatsApp heeft deze aanvraag afgewezen. De gemeente kan opnieuw aanvragen."
    ),
    ApplicationStatus.OBJECTED: gettext_noop("De BSP legt de uitkomst van het bezwaar vast."),
    ApplicationStatus.PARTLY_OBJECTED: gettext_noop(
        "De vergunning geldt voor een deel. De BSP legt de uitkomst van het bezwaar vast."
    ),
    ApplicationStatus.WITHDRAWN: gettext_noop("De gemeente heeft deze aanvraag ingetrokken."),
}

PATH = (
    ApplicationStatus.DRAFT,
    ApplicationStatus.SIGNED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.APPROVED,
)


@dataclass(frozen=True, kw_only=True)
class Button:
    """A step that this party may make now."""

    code: str
    title: str
    meaning: str
    needs_reason: bool
    is_main: bool


@dataclass(frozen=True, kw_only=True)
class Milestone:
    title: str
    state: str  # done, now (what everyone waits for), ahead


def buttons_for(steps: Sequence[str]) -> list[Button]:
    """Those of these steps that need no page of their own."""
    return [
        Button(
            code=code,
            title=_(_BUTTONS[code]),
            meaning=_(_MEANINGS[code]),
            needs_reason=STEPS[code].needs_reason,
            is_main=code in {"accept", "submit"},
        )
        for code in steps
        if code in _BUTTONS
    ]


def milestones(status: str) -> list[Milestone]:
    """The way of an application, and how far it is."""
    order = [str(each) for each in PATH]
    if status not in (*order, *OPEN):
        return []
    reached = -1 if status in OPEN else order.index(status)
    return [
        Milestone(
            title=_(STATUS_NAMES[ApplicationStatus(code)]),
            state="done" if index <= reached else "now" if index == reached + 1 else "ahead",
        )
        for index, code in enumerate(order)
    ]


def status_name(status: str) -> str:
    """A status of an application or a licence, as people read it."""
    return _({str(code): name for code, name in STATUS_NAMES.items()}[status])


def tone(status: str) -> str:
    """How a status looks."""
    return {str(code): look for code, look in TONES.items()}.get(status, "info")


def done_name(transition: str) -> str:
    """A step in the history."""
    return _(DONE.get(transition, transition))


def what_next(status: str) -> str:
    """What everyone waits for."""
    return _(_NEXT[ApplicationStatus(status)])
