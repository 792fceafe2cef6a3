"""What the platform says of templates, taken over at once by all who must obey it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from bode.basics import now
from bode.whatsapp import TemplateShape

from .library import find_ready_template
from .models import PhoneNumber, Template, TemplateChange
from .template_states import DELETED, MARKETING, TEMPLATE_STATUSES, ChangeKind, ChangeStatus

Listener = Callable[[Template], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Be told, from now on, of each template whose status or category changed, as it is now.

    In the transaction that changes it, with the template locked; one that is gone has the status
    `DELETED`.
    """
    _listeners.append(listener)


@transaction.atomic
def store_templates(
    number: PhoneNumber, shapes: Sequence[TemplateShape], asked_at: datetime
) -> None:
    """Make our templates of this account equal to the platform's; drafts are ours, and stay.

    So do those of which we heard after we asked: they may be too new to be in the answer.
    That the platform gave them proves that the number's key and account are right.
    """
    kept = [store_template(number, shape).id for shape in shapes]
    known = Template.objects.filter(
        Q(synced_at=None) | Q(synced_at__lt=asked_at), account_id=number.account_id
    ).exclude(platform_id="")
    forget_templates(known.exclude(id__in=kept))
    PhoneNumber.objects.filter(id=number.id).update(checked_at=now())


@transaction.atomic
def store_template(number: PhoneNumber, shape: TemplateShape) -> Template:
    """Take over what the platform says of one template: one that we don't know appears."""
    template = _locked(number.account_id, shape.name, shape.language) or Template(
        municipality_id=number.municipality_id,
        account_id=number.account_id,
        name=shape.name,
        language=shape.language,
        purpose=_likely_purpose(shape.name),
    )
    before = (template.status, template.category)
    template.provider_id = number.provider_id
    _put_in_category(template, shape.category.upper())
    template.platform_id = shape.id
    template.status = shape.status.upper()
    template.parameter_format = shape.parameter_format
    template.components = shape.components
    template.quality = (shape.quality or template.quality).upper()
    template.rejected_reason = _reason(shape.rejected_reason)
    template.synced_at = now()
    template.save()
    if before != (template.status, template.category):
        _tell(template)
    return template


@transaction.atomic
def forget_templates(gone: QuerySet[Template]) -> None:
    """Let go of templates that the platform no longer has, and of what was still asked for them."""
    locked = list(gone.order_by("id").select_for_update())
    waiting = TemplateChange.objects.filter(template__in=locked, status=ChangeStatus.WAITING)
    deleting = waiting.filter(kind=ChangeKind.DELETE)
    deleting.update(status=ChangeStatus.DONE, settled_at=now())
    waiting.update(status=ChangeStatus.REFUSED, settled_at=now())
    for template in locked:
        template.status = DELETED
        _tell(template)
    Template.objects.filter(id__in=[template.id for template in locked]).delete()


@transaction.atomic
def set_template_status(
    account_id: str, name: str, language: str, event: str, reason: str | None = None
) -> bool:
    """Record what the platform says about a template: approved, paused, rejected, …

    False when there is no such template, or the event doesn't say what its status is now: then
    only the platform knows.
    """
    status = TEMPLATE_STATUSES.get(event)
    template = _locked(account_id, name, language)
    if status is None or template is None:
        return False
    template.status, template.rejected_reason = status, _reason(reason)
    template.save(update_fields=["status", "rejected_reason"])
    _tell(template)
    return True


@transaction.atomic
def set_template_category(account_id: str, name: str, language: str, category: str) -> bool:
    """Record that the platform moved a template to another category; False: no such template.

    From then on it goes by the rules of its new category, also for what is queued.
    """
    template = _locked(account_id, name, language)
    if template is None:
        return False
    _put_in_category(template, category.upper())
    template.save(update_fields=["category", "category_before"])
    _tell(template)
    return True


def set_template_quality(account_id: str, name: str, language: str, quality: str) -> bool:
    """Record how citizens take a template's messages, in the platform's words; False: unknown."""
    found = Template.objects.filter(account_id=account_id, name=name, language=language)
    return bool(found.update(quality=quality.upper()[:20]))


def _locked(account_id: str, name: str, language: str) -> Template | None:
    found = Template.objects.filter(account_id=account_id, name=name, language=language)
    return found.select_for_update().first()


def _tell(template: Template) -> None:
    for listener in _listeners:
        listener(template)


def _put_in_category(template: Template, category: str) -> None:
    if category == MARKETING and template.category not in ("", MARKETING):
        template.category_before = template.category
    elif category != MARKETING:
        template.category_before = ""
    template.category = category


def _likely_purpose(name: str) -> str:
    ready = find_ready_template(name)
    return ready.purpose if ready is not None else ""


def _reason(told: str | None) -> str:
    return "" if told in (None, "NONE") else told[:100]
