"""Files that messages may name: give one, and use its id."""

from __future__ import annotations

from uuid import UUID

from ninja import File, Router
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import BaseModel, ConfigDict, Field

from bode.conversations.uploads import keep_upload
from bode.organisations.models import TokenScope

from .access import Call, Token
from .once import once
from .openapi import refuses

router = Router(tags=["messages"])


class MediaShown(BaseModel):
    """A file that messages may name by its id, as often as you like."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b13",
                    "filename": "vergunning.pdf",
                    "mime_type": "application/pdf",
                    "size": 48213,
                    "sha256": "0f" * 32,
                }
            ]
        }
    )

    id: UUID = Field(description='For `{"id": …}` in POST /messages, where WhatsApp has its own.')
    filename: str
    mime_type: str
    size: int = Field(description="Bytes.")
    sha256: str = Field(description="Hexadecimal.")


@router.post(
    "/media",
    auth=Token(TokenScope.MESSAGES),
    response={201: MediaShown},
    summary="Give a file",
    openapi_extra=refuses("file_refused"),
)
@once
def give_media(
    request: Call,
    file: UploadedFile = File(description="As multipart/form-data."),  # type: ignore[type-arg]  # noqa: B008
) -> Status[MediaShown]:
    """Keep a file of your municipality. What WhatsApp would not take is refused at once."""
    kept = keep_upload(request.auth, file.name or "", file.content_type or "", file.file)  # type: ignore[arg-type]
    return Status(
        201,
        MediaShown(
            id=kept.id,
            filename=kept.filename,
            mime_type=kept.mime_type,
            size=kept.size,
            sha256=kept.sha256,
        ),
    )
