"""Licences: who may use WhatsApp, through whom, and for what."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field

from bode.licensing import queries
from bode.licensing.models import Licence
from bode.organisations.models import TokenScope

from .access import Call, Token
from .paging import Page, Paging, page

router = Router(tags=["licences"])


class LicenceShown(BaseModel):
    """A licence with its phone numbers."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b12",
                    "municipality": "GM9901",
                    "provider": "berichtenbrug",
                    "purposes": ["permits", "appointments"],
                    "status": "active",
                    "phone_numbers": ["+31850000001"],
                    "valid_from": "2026-07-01T07:30:00Z",
                }
            ]
        }
    )

    id: UUID
    municipality: str
    provider: str
    purposes: list[str]
    status: str = Field(description="`active`, `suspended` or `ended`.")
    phone_numbers: list[str] = Field(description="E.164.")
    valid_from: datetime
    valid_to: datetime | None = Field(
        default=None, description="When it ends by itself, or ended; null: it has no end."
    )
    suspended_by: list[str] = Field(
        default=[], description="Who must resume it: `municipality`, `provider`, `platform`."
    )


class WhichLicences(Paging):
    """Which licences are asked for."""

    municipality: str | None = Field(default=None, description="Its code, such as GM9901.")


@router.get(
    "/licences",
    auth=Token(TokenScope.LICENCES),
    response=Page[LicenceShown],
    summary="List your licences",
)
def list_licences(request: Call, which: Query[WhichLicences]) -> Page[LicenceShown]:
    """The licences of your organisation, the newest first."""
    return page(
        request,
        which,
        queries.list_licences(which.municipality, before=which.after, limit=which.one_more),
        cursor=lambda licence: (licence.valid_from, licence.id),
        show=show_licence,
    )


def show_licence(licence: Licence) -> LicenceShown:
    """A licence, as the API tells of it."""
    return LicenceShown(
        id=licence.id,
        municipality=licence.municipality.code,
        provider=licence.provider.code,
        purposes=licence.purposes,
        status=licence.status,
        phone_numbers=[number.display_number for number in licence.phone_numbers.all()],
        valid_from=licence.valid_from,
        valid_to=licence.ended_at or licence.valid_to,
        suspended_by=licence.suspended_by,
    )
