"""The dossier of an application, as JSON and as PDF, and those that another Bode made."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import BaseModel, ConfigDict, Field

from bode.licensing.dossier import importing
from bode.licensing.dossier.codec import MOST_BYTES, SCHEMA_ID, encode
from bode.licensing.dossier.gathering import gather
from bode.licensing.dossier.printing import print_pdf
from bode.licensing.models import ImportedDossier
from bode.organisations.models import TokenScope

from .access import Call, Token
from .once import once
from .openapi import refuses
from .paging import Page, Paging, page

router = Router(tags=["dossiers"])
_AUTH = Token(TokenScope.APPLICATIONS)


class ImportedShown(BaseModel):
    """A dossier that was imported; its content is at `GET /dossiers/{id}`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b14",
                    "sha256": "0f" * 32,
                    "application": "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b11",
                    "municipality": "Testdam",
                    "provider": "Waterlijn",
                    "status": "Goedgekeurd",
                    "as_of": "2026-07-01T07:30:00Z",
                    "made_with": "Bode 0.1.0",
                    "imported_at": "2026-07-02T07:30:00Z",
                }
            ]
        }
    )

    id: UUID
    sha256: str = Field(description="Of its content, in hex.")
    application: UUID = Field(description="Its id in the Bode where the dossier was made.")
    municipality: str
    provider: str
    status: str = Field(description="In Dutch.")
    as_of: datetime
    made_with: str
    imported_at: datetime


def _answers(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "responses": {
            200: {"description": "OK", "content": {media_type: {"schema": schema}}},
        }
    }


_JSON = _answers("application/json", {"type": "object", "description": f"See {SCHEMA_ID}."})
_PDF = _answers("application/pdf", {"type": "string", "format": "binary"})


@router.get(
    "/applications/{application_id}/dossier",
    auth=_AUTH,
    summary="Read the dossier of an application",
    openapi_extra=_JSON,
)
def get_dossier(request: Call, application_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Everything about it in one file, in the way that `/schemas/dossier-1.json` describes."""
    return HttpResponse(encode(gather(application_id)), content_type="application/json")


@router.get(
    "/applications/{application_id}/dossier.pdf",
    auth=_AUTH,
    summary="Read the dossier of an application as PDF",
    openapi_extra=_PDF,
)
def get_dossier_pdf(request: Call, application_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The same for people: an accessible PDF (PDF/UA-1), in Dutch."""
    return HttpResponse(print_pdf(gather(application_id)), content_type="application/pdf")


@router.post(
    "/dossiers",
    auth=_AUTH,
    response={201: ImportedShown},
    summary="Import a dossier",
    openapi_extra=refuses("dossier_refused"),
)
@once
def import_dossier(
    request: Call,
    file: UploadedFile = File(description="As multipart/form-data."),  # type: ignore[type-arg]  # noqa: B008
) -> Status[ImportedShown]:
    """Keep a dossier that another Bode made. One that was changed is refused with the reason."""
    data = file.read(MOST_BYTES + 1)
    return Status(201, _show(importing.import_dossier(request.auth, file.name or "", data)))


@router.get("/dossiers", auth=_AUTH, response=Page[ImportedShown], summary="List imported dossiers")
def list_dossiers(request: Call, paging: Query[Paging]) -> Page[ImportedShown]:
    """The dossiers that your organisation imported, the newest first."""
    return page(
        request,
        paging,
        importing.list_imported(before=paging.after, limit=paging.one_more),
        cursor=lambda imported: (imported.imported_at, imported.id),
        show=_show,
    )


@router.get(
    "/dossiers/{dossier_id}",
    auth=_AUTH,
    summary="Read an imported dossier",
    openapi_extra=_JSON,
)
def get_imported(request: Call, dossier_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The same bytes as were imported."""
    imported = importing.access_imported(dossier_id)
    return HttpResponse(importing.export_again(imported), content_type="application/json")


def _show(imported: ImportedDossier) -> ImportedShown:
    return ImportedShown(
        id=imported.id,
        sha256=imported.sha256,
        application=imported.application_id,
        municipality=imported.municipality_name,
        provider=imported.provider_name,
        status=imported.status_name,
        as_of=imported.as_of,
        made_with=imported.made_with,
        imported_at=imported.imported_at,
    )
