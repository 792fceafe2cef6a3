"""What stands in a dossier as a code, in Dutch: a dossier is always Dutch, whoever opens it."""

from __future__ import annotations

from bode.licensing.dpia.states import DpiaStatus
from bode.licensing.states import ApplicationStatus, LicenceStatus

from .structs import Named

_STATUSES = {
    str(code): name
    for code, name in {
        ApplicationStatus.DRAFT: "Concept",
        ApplicationStatus.SIGNED: "Ondertekend",
        ApplicationStatus.RETURNED: "Teruggestuurd",
        ApplicationStatus.ACCEPTED: "Aangenomen door de BSP",
        ApplicationStatus.SUBMITTED: "Ingediend bij WhatsApp",
        ApplicationStatus.APPROVED: "Goedgekeurd",
        ApplicationStatus.REJECTED: "Afgewezen",
        ApplicationStatus.WITHDRAWN: "Ingetrokken",
        LicenceStatus.ACTIVE: "Geldig",
        LicenceStatus.SUSPENDED: "Tijdelijk gestopt",
        LicenceStatus.ENDED: "Beëindigd",
    }.items()
}
_DPIA_STATUSES = {
    DpiaStatus.EMPTY: "Nog niet begonnen",
    DpiaStatus.IN_PROGRESS: "Wordt ingevuld",
    DpiaStatus.READY: "Wacht op advies",
    DpiaStatus.ADVISED: "Advies gegeven",
    DpiaStatus.COMPLETE: "Klaar",
}
_STEPS = {
    "create": "Aanvraag gemaakt",
    "declare": "Doelen aangepast",
    "sign": "Ondertekend",
    "withdraw": "Ingetrokken",
    "accept": "Aangenomen door de BSP",
    "return": "Teruggestuurd",
    "submit": "Ingediend bij WhatsApp",
    "approve": "Goedgekeurd door WhatsApp",
    "reject": "Afgewezen door WhatsApp",
    "extend": "Vergunning uitgebreid met deze doelen",
    "dpia_answer": "DPIA: vragen beantwoord in Bode",
    "dpia_upload": "DPIA: document geplaatst",
    "dpia_offer": "DPIA: voorgelegd aan de privacyfunctionaris",
    "dpia_advise": "DPIA: advies van de privacyfunctionaris",
    "dpia_complete": "DPIA: afgerond",
    "dpia_reopen": "DPIA: opnieuw geopend",
}


def status_named(status: str) -> Named:
    """A status of an application or a licence."""
    return Named(code=status, name=_STATUSES.get(status, status))


def dpia_status_named(status: str) -> Named:
    return Named(code=status, name=_DPIA_STATUSES[DpiaStatus(status)])


def step_named(transition: str) -> Named:
    """A step of the procedure, or what else happened."""
    return Named(code=transition, name=_STEPS.get(transition, transition))
