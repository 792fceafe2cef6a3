"""Consents: who asked for messages, with the proof of it."""

from __future__ import annotations

from ninja import Router
from ninja.responses import Status
from pydantic import BaseModel, ConfigDict, Field

from bode.basics import RecipientInvalid
from bode.conversations.consents import record_consents
from bode.conversations.withdrawing import withdraw_consent
from bode.organisations.models import TokenScope

from .access import Call, Token
from .once import once
from .openapi import refuses
from .reading import Input, Moment

router = Router(tags=["consents"])
MOST = 100_000
MOST_WITHDRAWN = 1_000


class NewConsents(Input):
    """People who asked for messages with one purpose, all in the same way."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "phones": ["+31612345678"],
                    "purpose": "appointments",
                    "wording": "Stuur mij een herinnering via WhatsApp.",
                    "given_at": "2026-07-01T09:30:00+02:00",
                    "source": "Formulier afspraak maken",
                }
            ]
        }
    )

    phones: list[str] = Field(min_length=1, max_length=MOST)
    purpose: str = Field(description="See GET /purposes.")
    wording: str = Field(
        min_length=1, max_length=4000, description="What they agreed to, word for word."
    )
    given_at: Moment = Field(description="RFC 3339; not in the future.")
    source: str = Field(min_length=1, max_length=200, description="Where they agreed.")


class RefusedPhone(BaseModel):
    """A number for which no consent was recorded."""

    phone: str = Field(description="As it was given.")
    code: str = Field(description="`missing`, `not_a_number`, `not_valid` or `not_mobile`.")


class Recorded(BaseModel):
    """What became of the numbers."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "recorded": 1,
                    "unchanged": 0,
                    "refused": [{"phone": "14030", "code": "not_mobile"}],
                }
            ]
        }
    )

    recorded: int
    unchanged: int = Field(
        description="Their consent was there already, stands here twice, or they said no since."
    )
    refused: list[RefusedPhone]


@router.post(
    "/consents",
    auth=Token(TokenScope.CONSENTS),
    response={200: Recorded},
    summary="Record consents",
    openapi_extra=refuses("purpose_unknown", "purpose_forbidden"),
)
@once
def create_consents(request: Call, payload: NewConsents) -> Status[Recorded]:
    """Record up to 100,000 consents at once; a malformed body records none."""
    result = record_consents(
        request.auth,
        phones=payload.phones,
        purpose=payload.purpose,
        wording=payload.wording,
        given_at=payload.given_at,
        source=payload.source,
    )
    return Status(
        200,
        Recorded(
            recorded=result.recorded,
            unchanged=result.unchanged,
            refused=[RefusedPhone(phone=phone, code=code) for phone, code in result.refused],
        ),
    )


class WithdrawnConsents(Input):
    """People who no longer want messages with this purpose."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"phones": ["+31612345678"], "purpose": "appointments"}]}
    )

    phones: list[str] = Field(min_length=1, max_length=MOST_WITHDRAWN)
    purpose: str = Field(description="See GET /purposes.")


class Withdrawn(BaseModel):
    """What became of the numbers."""

    withdrawn: int
    refused: list[RefusedPhone]


@router.post(
    "/consents/withdraw",
    auth=Token(TokenScope.CONSENTS),
    response={200: Withdrawn},
    summary="Withdraw consents",
    openapi_extra=refuses("purpose_unknown"),
)
@once
def withdraw_consents(request: Call, payload: WithdrawnConsents) -> Status[Withdrawn]:
    """Record that up to 1,000 people want no more messages, whether they once asked or not."""
    refused = []
    for phone in payload.phones:
        try:
            withdraw_consent(request.auth, phone=phone, purpose=payload.purpose)
        except RecipientInvalid as invalid:
            refused.append(RefusedPhone(phone=phone, code=invalid.code))
    return Status(200, Withdrawn(withdrawn=len(payload.phones) - len(refused), refused=refused))
