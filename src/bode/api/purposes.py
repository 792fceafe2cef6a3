"""What WhatsApp may be used for; public."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field

from bode.policy import PURPOSES, Purpose, PurposeVerdict
from bode.rulebook.queries import in_force

from .language import told

router = Router(tags=["purposes"])


class Outside(BaseModel):
    """What looks like a purpose and is something else."""

    example: str
    why: str = Field(description="Why it has not this purpose, and often which one it has.")


class PurposeShown(BaseModel):
    """A purpose, in the language of the call."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "permits",
                    "name": "Vergunningen",
                    "allowed": True,
                    "about": "Alles over het aanvragen en krijgen van een vergunning.",
                    "examples": ["Uw parkeervergunning is klaar."],
                    "outside": [
                        {
                            "example": "Uw paspoort ligt klaar.",
                            "why": "Een paspoort is geen vergunning.",
                        }
                    ],
                }
            ]
        }
    )

    code: str
    name: str
    allowed: bool = Field(description="Whether a municipality may apply for it today.")
    about: str = Field(description="What is meant, in a sentence.")
    examples: list[str] = Field(description="Messages that have this purpose.")
    outside: list[Outside] = Field(
        description="Messages that have not; for a forbidden purpose: what is allowed all the same."
    )


class Purposes(BaseModel):
    """All of them; there is no second page."""

    results: list[PurposeShown]
    next: None = None


@router.get("/purposes", auth=None, response=Purposes, summary="List the purposes")
def list_purposes(request: HttpRequest) -> Purposes:  # noqa: ARG001 - ninja passes it
    """Every purpose, allowed or forbidden. Needs no token."""
    verdicts = in_force().purposes
    return Purposes(results=[_show(each, verdicts[each.code]) for each in PURPOSES.values()])


def _show(purpose: Purpose, verdict: PurposeVerdict) -> PurposeShown:
    return PurposeShown(
        code=purpose.code,
        name=told(purpose.name_nl, purpose.name_en),
        allowed=verdict.allowed,
        about=told(purpose.about_nl, purpose.about_en),
        examples=[told(each.nl, each.en) for each in verdict.inside],
        outside=[
            Outside(example=told(each.nl, each.en), why=told(each.why_nl, each.why_en))
            for each in verdict.outside
        ],
    )
