"""The decision: may this message be sent, and if not, why not and what instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bode.basics import day_of, is_window_open

from . import refusals, rules
from .contents import Finding, find_in_texts, refuse
from .eras import NOW, Era
from .facts import Consent, LicenceFacts, SendRequest, TemplateFacts
from .purposes import PURPOSES
from .refusals import Refusal
from .routes import Route
from .rules import Rule

ACTIVE = "active"
APPROVED = "APPROVED"
MARKETING = "MARKETING"
TEMPLATE = "template"


@dataclass(frozen=True, kw_only=True, slots=True)
class Permission:
    """The message may be sent, by this rule; `findings` is what someone should look at first."""

    rule: Rule
    findings: tuple[Finding, ...] = ()


def may_send(request: SendRequest) -> Permission | Refusal:
    """Decide about one message: a permission, or the first reason against it.

    The reasons are looked at in the order of `RefusalCode`.
    """
    for check in _CHECKS:
        refusal = check(request)
        if refusal is not None:
            return refusal
    findings = find_in_texts(request.texts, day_of(request.now), request.place)
    if not request.content_allowed and any(each.blocks for each in findings):
        return refuse(findings)
    rule = rules.CONSENT if request.message_type == TEMPLATE else rules.SERVICE_WINDOW
    return Permission(rule=rule, findings=findings)


def may_leave(purpose: str, licence: LicenceFacts | None, era: Era = NOW) -> Refusal | None:
    """Decide again, just before it leaves, about a message that was allowed when it was queued.

    Only purpose and licence count, and the rules that hold now (`era`): the rest held when
    someone asked for it to be sent.
    """
    return _purpose(purpose, era) or _route(era) or _licence(licence) or _licensed(purpose, licence)


def may_use_still(
    template: TemplateFacts, consent: Consent, *, marketing_stopped: bool
) -> Refusal | None:
    """Decide again about a queued message when the platform changed its template.

    Only that it is approved counts, and consent where it became marketing: the rest held when
    someone asked for the message to be sent.
    """
    return _approved(template) or _marketing(template, consent, stopped=marketing_stopped)


def _check_recipient(request: SendRequest) -> Refusal | None:
    if request.recipient_valid:
        return None
    return refusals.RECIPIENT_PROBLEMS.get(
        request.recipient_problem or "", refusals.RECIPIENT_INVALID
    )


def _check_licence(request: SendRequest) -> Refusal | None:
    return may_leave(request.purpose, request.licence, request.era)


def _check_token(request: SendRequest) -> Refusal | None:
    return None if request.bound_to in ("", request.purpose) else refusals.TOKEN_PURPOSE


def _purpose(code: str, era: Era) -> Refusal | None:
    purpose = PURPOSES.get(code)
    if purpose is None:
        return refusals.PURPOSE_UNKNOWN
    if not purpose.allowed:
        return refusals.PURPOSE_FORBIDDEN
    verdict = era.purposes[code]
    return None if verdict.allowed else refusals.PURPOSE_WITHDRAWN.under(verdict.rule)


def _route(era: Era) -> Refusal | None:
    """A licence runs through a BSP; while the rules shut that route, it gives no permission."""
    verdict = era.routes[Route.BSP]
    return None if verdict.allowed else refusals.ROUTE_CLOSED.under(verdict.rule)


def _licence(licence: LicenceFacts | None) -> Refusal | None:
    if licence is None:
        return refusals.NO_LICENCE
    if licence.status == ACTIVE:
        return None
    return refusals.LICENCE_SUSPENDED if licence.status == "suspended" else refusals.LICENCE_ENDED


def _licensed(purpose: str, licence: LicenceFacts | None) -> Refusal | None:
    if licence is not None and purpose in licence.purposes:
        return None
    return refusals.PURPOSE_NOT_LICENSED


def _check_template(request: SendRequest) -> Refusal | None:
    if request.message_type != TEMPLATE:
        return None
    template = request.template
    if template is None or not template.exists:
        return refusals.TEMPLATE_UNKNOWN
    if refusal := _approved(template) or _for_this(template, request):
        return refusal
    if template.mismatch is not None:
        return refusals.TEMPLATE_MISMATCH.because(*template.mismatch)
    return None


def _for_this(template: TemplateFacts, request: SendRequest) -> Refusal | None:
    """Whether a template is for the message's purpose.

    A program states the purpose with each message, and is believed until the municipality itself
    has said what the template is for (decision 0021).
    """
    if template.purpose == request.purpose or not (template.is_declared or request.by_person):
        return None
    if not template.purpose:
        return refusals.TEMPLATE_FOR_NOTHING
    own = PURPOSES[template.purpose]
    return refusals.TEMPLATE_FOR_ANOTHER.because(
        f"Dit sjabloon is voor een ander doel: {own.name_nl}.",
        f"This template is for another purpose: {own.name_en}.",
    )


def _approved(template: TemplateFacts) -> Refusal | None:
    if template.status == APPROVED:
        return None
    return refusals.TEMPLATE_STATUSES.get(template.status, refusals.TEMPLATE_NOT_APPROVED)


def _check_window(request: SendRequest) -> Refusal | None:
    if request.message_type == TEMPLATE or is_window_open(request.last_inbound_at, request.now):
        return None
    return refusals.WINDOW_CLOSED


def _check_consent(request: SendRequest) -> Refusal | None:
    # Within the window a free-form message is an answer: the citizen asked for it by writing.
    if request.message_type != TEMPLATE or request.template is None:
        return None
    if refusal := _marketing(request.template, request.consent, stopped=request.marketing_stopped):
        return refusal
    if request.consent is Consent.WITHDRAWN:
        return refusals.CONSENT_WITHDRAWN
    if request.consent in (Consent.GIVEN, Consent.IMPLIED):
        return None
    is_open = is_window_open(request.last_inbound_at, request.now)
    return None if is_open else refusals.NO_CONSENT


def _marketing(template: TemplateFacts, consent: Consent, *, stopped: bool) -> Refusal | None:
    """Marketing goes only to who asked for it, in so many words, and did not stop it."""
    if template.category != MARKETING:
        return None
    if stopped:
        return refusals.MARKETING_STOPPED
    if consent is Consent.GIVEN:
        return None
    if consent is Consent.WITHDRAWN:
        return refusals.CONSENT_WITHDRAWN
    return refusals.MARKETING_CONSENT


_CHECKS: tuple[Callable[[SendRequest], Refusal | None], ...] = (
    _check_recipient,
    _check_licence,
    _check_token,
    _check_template,
    _check_window,
    _check_consent,
)
