"""BSPs as data: VNG adds, changes and ends them; a BSP itself keeps up how it is reached.

None is ever deleted: what municipalities had with it stays readable.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from .actors import Actor
from .alphabet import by_name
from .deeds import remember
from .errors import CodeTaken, DatesWrong
from .models import MetaStatus, Organisation, OrganisationKind, Provider, Role


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How a BSP is reached; its contact person by role, not by name."""

    contact_role: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    website: str = ""


@dataclass(frozen=True, kw_only=True)
class ProviderFacts(Contact):
    """What VNG keeps up. A status with Meta other than unknown has a source and a day."""

    api_address: str = ""
    meta_status: str = MetaStatus.UNKNOWN
    meta_source: str = ""
    meta_checked_on: date | None = None
    served_from: date | None = None


def list_providers() -> QuerySet[Provider]:
    """All that serve, served or will serve, by name; each with its organisation."""
    return Provider.objects.select_related("organisation").order_by(by_name("organisation__name"))


def access_provider(code: str) -> Provider:
    """The one with this code; raises `Provider.DoesNotExist`."""
    return list_providers().get(organisation__code=code)


@transaction.atomic
def add_provider(actor: Actor, *, code: str, name: str, facts: ProviderFacts) -> Provider:
    """Add one, as VNG. Raises `CodeTaken`."""
    actor.require(Role.MONITOR)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                kind=OrganisationKind.PROVIDER, code=code, name=name
            )
    except IntegrityError as taken:
        raise CodeTaken(code) from taken
    added = Provider.objects.create(organisation=organisation, **asdict(facts))
    remember(actor, "provider.add", organisation)
    return added


@transaction.atomic
def change_provider(actor: Actor, code: str, *, name: str, facts: ProviderFacts) -> None:
    """Set what VNG keeps up. Raises `DatesWrong`."""
    actor.require(Role.MONITOR)
    provider = _lock(code)
    if facts.served_from and provider.served_to and facts.served_from > provider.served_to:
        raise DatesWrong
    provider.organisation.name = name
    provider.organisation.save(update_fields=["name"])
    _set(actor, provider, facts)


@transaction.atomic
def change_contact(actor: Actor, contact: Contact) -> None:
    """Set how one's own BSP is reached."""
    actor.require(Role.ACCOUNT_MANAGER)
    provider = Organisation.objects.get(id=actor.organisation_id)
    _set(actor, _lock(provider.code), contact)


@transaction.atomic
def end_provider(actor: Actor, code: str, last_day: date | None) -> None:
    """Set the last day on which it can be chosen; None: it goes on. Raises `DatesWrong`."""
    actor.require(Role.MONITOR)
    provider = _lock(code)
    if last_day and provider.served_from and last_day < provider.served_from:
        raise DatesWrong
    provider.served_to = last_day
    provider.save(update_fields=["served_to"])
    remember(
        actor,
        "provider.end",
        provider.organisation,
        {"last_day": last_day.isoformat() if last_day else None},
    )


def _lock(code: str) -> Provider:
    found = Provider.objects.select_related("organisation").select_for_update(of=("self",))
    return found.get(organisation__code=code)


def _set(actor: Actor, provider: Provider, facts: Contact) -> None:
    changed = [name for name, value in asdict(facts).items() if getattr(provider, name) != value]
    for name in changed:
        setattr(provider, name, getattr(facts, name))
    provider.save(update_fields=changed)
    remember(actor, "provider.change", provider.organisation, {"changed": changed})
