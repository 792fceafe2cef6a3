"""Whether a message may be sent: its shape, its files and the rules, in one answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.conf import settings

from bode import policy
from bode.basics import now
from bode.licensing.content_places import place_of
from bode.licensing.models import Template
from bode.licensing.queries import licence_facts, template_facts, template_shape
from bode.organisations.actors import Actor
from bode.rulebook.queries import in_force
from bode.whatsapp import FieldProblem, Mismatch, check_send, fill, mismatch

from .addressing import NOT_A_USER_ID, address_contact
from .attaching import check_files
from .consents import consent_of
from .errors import ContentMalformed, SendRefused
from .marketing import stopped_marketing
from .models import Conversation
from .outgoing import Outgoing, Situation
from .reading import text_sent, texts_sent


class Wish(NamedTuple):
    """What a citizen said of messages with a purpose, and of marketing."""

    consent: policy.Consent
    no_marketing: bool = False


ASKED = Wish(policy.Consent.GIVEN)


def judge(
    actor: Actor, situation: Situation, outgoing: Outgoing, *, content_allowed: bool = False
) -> tuple[str, tuple[policy.Finding, ...]]:
    """What the citizen will read, once shape and rules have been found to hold.

    With it comes what someone should look at before it leaves; with `content_allowed` that may be
    what the rules forbid.

    Raises `ContentMalformed` with every field that is wrong, or `SendRefused` with the first rule
    that forbids it.
    """
    problems, wrong, text = _look(situation, outgoing)
    answer = policy.may_send(
        _request(actor, situation, outgoing, wrong, text, content_allowed=content_allowed)
    )
    return text, _allowed(answer, situation, problems, wrong)


def judge_for_many(
    actor: Actor, situation: Situation, outgoing: Outgoing, wishes: Iterable[Wish]
) -> tuple[str, Mapping[Wish, policy.Refusal | None]]:
    """What citizens will read of a template that many get, and for each wish whether it may leave.

    Nobody's conversation counts as a question. Raises as `judge` does for what would be refused
    whoever gets it.
    """
    problems, wrong, text = _look(situation, outgoing)
    for_whoever_asked = _request(actor, situation, outgoing, wrong, text, wish=ASKED)
    _allowed(policy.may_send(for_whoever_asked), situation, problems, wrong)
    answers: dict[Wish, policy.Refusal | None] = {}
    for wish in wishes:
        answer = policy.may_send(
            replace(for_whoever_asked, consent=wish.consent, marketing_stopped=wish.no_marketing)
        )
        answers[wish] = answer if isinstance(answer, policy.Refusal) else None
    return text, answers


def _allowed(
    answer: policy.Permission | policy.Refusal,
    situation: Situation,
    problems: Sequence[FieldProblem],
    wrong: Mismatch | None,
) -> tuple[policy.Finding, ...]:
    """What someone should look at first. Raises what is wrong with the message, in order."""
    if isinstance(answer, policy.Refusal) and answer.code in _BEFORE_THE_SHAPE:
        by_user_id = situation.to.problem == NOT_A_USER_ID
        raise SendRefused(answer, field="recipient" if by_user_id else None)
    if problems:
        raise ContentMalformed(problems)
    if isinstance(answer, policy.Refusal):
        mismatches = answer.code is policy.RefusalCode.TEMPLATE_MISMATCH
        raise SendRefused(answer, field=wrong.field if wrong and mismatches else None)
    return answer.findings


def _look(
    situation: Situation, outgoing: Outgoing
) -> tuple[list[FieldProblem], Mismatch | None, str]:
    """What is wrong with a message's shape, how it differs from its template, and what it says."""
    problems = [
        *check_send(outgoing.type, outgoing.content, settings.SEND_FIGURES),
        *check_files(outgoing.type, outgoing.content),
    ]
    template = situation.template
    shape = template_shape(template) if template is not None else None
    wrong = None
    if shape is not None and not problems and isinstance(outgoing.content, Mapping):
        wrong = mismatch(shape, outgoing.content, settings.TEMPLATE_FIGURES)
    readable = shape is not None and not problems and wrong is None
    text = (
        fill(shape, outgoing.content)  # type: ignore[arg-type]
        if readable
        else text_sent(outgoing.type, outgoing.content)
    )
    return problems, wrong, text


def foresee(
    actor: Actor, conversation: Conversation, template: Template, purpose: str
) -> policy.Refusal | None:
    """Why a template would not leave to the citizen of a conversation, however it is filled in."""
    situation = Situation(
        to=address_contact(conversation.contact),
        licence=conversation.number.licence,
        number=conversation.number,
        template=template,
        conversation=conversation,
    )
    outgoing = Outgoing(type="template", content={}, purpose=purpose)
    answer = policy.may_send(_request(actor, situation, outgoing, None, "", content_allowed=False))
    return answer if isinstance(answer, policy.Refusal) else None


# These refusals don't depend on the content, so they come before complaints about its shape.
_BEFORE_THE_SHAPE = {
    policy.RefusalCode.RECIPIENT_INVALID,
    policy.RefusalCode.PURPOSE_FORBIDDEN,
    policy.RefusalCode.NO_LICENCE,
    policy.RefusalCode.PURPOSE_NOT_LICENSED,
    policy.RefusalCode.TOKEN_PURPOSE,
}


def _request(
    actor: Actor,
    situation: Situation,
    outgoing: Outgoing,
    wrong: Mismatch | None,
    text: str,
    *,
    content_allowed: bool = False,
    wish: Wish | None = None,
) -> policy.SendRequest:
    conversation, number = situation.conversation, situation.number
    if wish is None:
        consent = consent_of(situation.to.identity, outgoing.purpose, conversation)
        wish = Wish(consent, stopped_marketing(situation.to.contact))
    return policy.SendRequest(
        recipient_valid=situation.to.problem is None,
        recipient_problem=situation.to.problem,
        purpose=outgoing.purpose,
        licence=licence_facts(situation.licence),
        message_type=outgoing.type,
        template=template_facts(situation.template, wrong) if outgoing.type == "template" else None,
        last_inbound_at=conversation.last_inbound_at if conversation else None,
        now=now(),
        marketing_stopped=wish.no_marketing,
        consent=wish.consent,
        texts=texts_sent(text, outgoing.content),
        era=in_force(),
        content_allowed=content_allowed,
        place=place_of(number.municipality_id) if number else policy.NOWHERE,
        by_person=actor.person_id is not None,
        bound_to=actor.bound_to,
    )
