"""Which municipalities there are on a day; VNG adds new ones."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from .actors import Actor
from .alphabet import by_name
from .deeds import remember
from .errors import CodeTaken
from .models import MergerStatus, Municipality, Organisation, OrganisationKind, Role


def municipalities_on(day: date) -> QuerySet[Municipality]:
    """Those in force that day, by name; each with its organisation."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    not_over = Q(valid_to=None) | Q(valid_to__gte=day)
    return list_all().filter(begun, not_over)


def list_all() -> QuerySet[Municipality]:
    """All that there are, were or will be, by name; each with its organisation."""
    found = Municipality.objects.select_related("organisation")
    return found.order_by(by_name("organisation__name"))


def search_municipalities(
    *, words: str, province: str, state: str, day: date
) -> QuerySet[Municipality]:
    """By a part of name or code, by province, and by `state`.

    A state is ended, merging (announced or on its way), all; anything else: there that day.
    """
    found = list_all() if state else municipalities_on(day)
    if state == "ended":
        found = found.filter(valid_to__lt=day)
    elif state == "merging":
        planned = (MergerStatus.ANNOUNCED, MergerStatus.CONFIRMED)
        found = found.filter(successions__on__gt=day, successions__status__in=planned).distinct()
    if province:
        found = found.filter(province=province)
    return found.filter(
        Q(organisation__name__icontains=words)
        | Q(official_name__icontains=words)
        | Q(organisation__code__icontains=words)
    )


def access_municipality(code: str) -> Municipality:
    """The one with this code; raises `Municipality.DoesNotExist`."""
    return list_all().get(organisation__code=code)


@transaction.atomic
def add_municipality(
    actor: Actor, *, code: str, name: str, province: str, valid_from: date | None
) -> Municipality:
    """Add one, as VNG. Raises `CodeTaken`."""
    actor.require(Role.MONITOR)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                kind=OrganisationKind.MUNICIPALITY, code=code, name=name
            )
    except IntegrityError as taken:
        raise CodeTaken(code) from taken
    added = Municipality.objects.create(
        organisation=organisation, official_name=name, province=province, valid_from=valid_from
    )
    remember(actor, "municipality.add", organisation, {"province": province})
    return added
