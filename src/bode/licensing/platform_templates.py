"""What the platform says of templates, taken over at once by all who must obey it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from bode.basics import now
from bode.whatsapp import TemplateShape

from .library import find_ready_template
from .models import PhoneNumber, Template, TemplateChange
from .ordering import is_news
from .template_purposes import purpose_declared
from .template_states import (
    APPROVED,
    DELETED,
    MARKETING,
    TEMPLATE_STATUSES,
    ChangeKind,
    ChangeStatus,
    PurposeFrom,
)

Listener = Callable[[Template], None]

_listeners: list[Listener] = []
_SAME_TIME = timedelta(seconds=1)  # the platform tells the time in whole seconds
_STATUS_FIELDS = ["status", "rejected_reason", "status_told_at"]
_CATEGORY_FIELDS = ["category", "category_before", "category_told_at"]


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
    kept = [store_template(number, shape, asked_at).id for shape in shapes]
    known = Template.objects.filter(
        Q(synced_at=None) | Q(synced_at__lt=asked_at), account_id=number.account_id
    ).exclude(platform_id="")
    forget_templates(known.exclude(id__in=kept))
    PhoneNumber.objects.filter(id=number.id).update(checked_at=now())


@transaction.atomic
def store_template(number: PhoneNumber, shape: TemplateShape, asked_at: datetime) -> Template:
    """Take over what the platform says of one template: one that we don't know appears.

    What it told after we asked stays.
    """
    template = _locked(number.account_id, shape.name, shape.language) or Template(
        municipality_id=number.municipality_id,
        account_id=number.account_id,
        name=shape.name,
        language=shape.language,
    )
    if not template.purpose:
        _give_purpose(template)
    before = (template.status, template.category)
    template.provider_id = number.provider_id
    template.platform_id = shape.id
    template.parameter_format = shape.parameter_format
    template.components = shape.components
    template.synced_at = now()
    if is_news(template.status_told_at, asked_at):
        template.status = shape.status.upper()
        template.rejected_reason = _reason(shape.rejected_reason)
    if is_news(template.category_told_at, asked_at):
        _put_in_category(template, shape.category.upper())
    if is_news(template.quality_told_at, asked_at):
        template.quality = (shape.quality or template.quality).upper()
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
    account_id: str,
    name: str,
    language: str,
    event: str,
    at: datetime,
    *,
    reason: str | None = None,
    category: str | None = None,
) -> bool:
    """Record what the platform says about a template: approved, paused, rejected, …

    `category` is the one that it has with that. Older news than what was told changes nothing.
    False when there is no such template, or this does not say how it stands now (`_is_late`, or a
    mere warning): then only the platform knows.
    """
    status = TEMPLATE_STATUSES.get(event)
    template = _locked(account_id, name, language)
    if status is None or template is None or _is_late(template, at, allows=status == APPROVED):
        return False
    if is_news(template.status_told_at, at):
        template.status, template.status_told_at = status, at
        template.rejected_reason = _reason(reason)
    if category and is_news(template.category_told_at, at):
        _put_in_category(template, category.upper())
        template.category_told_at = at
    template.save(update_fields=[*_STATUS_FIELDS, *_CATEGORY_FIELDS])
    _tell(template)
    return True


@transaction.atomic
def set_template_category(
    account_id: str, name: str, language: str, category: str, at: datetime
) -> bool:
    """Record that the platform moved a template to another category.

    From then on it goes by the rules of its new category, also for what is queued. Older news than
    what was told changes nothing. False: no such template, or `_is_late`.
    """
    template = _locked(account_id, name, language)
    if template is None or _is_late(template, at, allows=category.upper() != MARKETING):
        return False
    if is_news(template.category_told_at, at):
        _put_in_category(template, category.upper())
        template.category_told_at = at
        template.save(update_fields=_CATEGORY_FIELDS)
        _tell(template)
    return True


@transaction.atomic
def set_template_quality(
    account_id: str, name: str, language: str, quality: str, at: datetime
) -> bool:
    """Record how citizens take a template's messages, in the platform's words; False: unknown."""
    template = _locked(account_id, name, language)
    if template is None:
        return False
    if is_news(template.quality_told_at, at):
        template.quality, template.quality_told_at = quality.upper()[:20], at
        template.save(update_fields=["quality", "quality_told_at"])
    return True


def _locked(account_id: str, name: str, language: str) -> Template | None:
    found = Template.objects.filter(account_id=account_id, name=name, language=language)
    return found.select_for_update().first()


def _tell(template: Template) -> None:
    for listener in _listeners:
        listener(template)


def _is_late(template: Template, at: datetime, *, allows: bool) -> bool:
    """Whether news from before we last asked would allow more than what we read then."""
    return allows and at < template.synced_at - _SAME_TIME


def _put_in_category(template: Template, category: str) -> None:
    if category == MARKETING and template.category not in ("", MARKETING):
        template.category_before = template.category
    elif category != MARKETING:
        template.category_before = ""
    template.category = category


def _give_purpose(template: Template) -> None:
    """That of its other languages; else a proposal, for a name of the library."""
    ready = find_ready_template(template.name)
    if declared := purpose_declared(template.account_id, template.name):
        template.purpose, template.purpose_from = declared, PurposeFrom.DECLARED
    elif ready is not None:
        template.purpose, template.purpose_from = ready.purpose, PurposeFrom.PROPOSED


def _reason(told: str | None) -> str:
    return "" if told in (None, "NONE") else told[:100]
