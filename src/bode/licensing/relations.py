"""Which BSP served which municipality, from when to when: derived from the licences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant

from .models import Licence
from .states import LicenceStatus


@dataclass(frozen=True, kw_only=True)
class Relation:
    """One licence, as far as it is no secret of its two parties."""

    municipality: Organisation
    provider: Organisation
    status: LicenceStatus
    since: datetime
    until: datetime | None


def list_relations(organisation_id: UUID) -> list[Relation]:
    """Those of a municipality or a BSP, the newest first. For VNG, who sees no licences."""
    with every_tenant("that a BSP serves a municipality is public; the licence itself is not"):
        licences = Licence.objects.select_related("municipality", "provider").filter(
            Q(municipality_id=organisation_id) | Q(provider_id=organisation_id)
        )
        return [
            Relation(
                municipality=each.municipality,
                provider=each.provider,
                status=LicenceStatus(each.status),
                since=each.valid_from,
                until=each.ended_at,
            )
            for each in licences.order_by("-valid_from")[:500]
        ]
