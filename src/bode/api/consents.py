"""Consents: who asked for messages, with the proof of it."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Router
from ninja.responses import Status
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from bode.basics import RecipientInvalid
from bode.conversations.addressing import NOT_A_USER_ID
from bode.conversations.consent_emails import read_email
from bode.conversations.consents import record_consents
from bode.conversations.withdrawing import withdraw_consent
from bode.organisations.models import TokenScope

from .access import Call, Token
from .areas import Area
from .once import once
from .openapi import refuses
from .reading import Input, Moment

router = Router(tags=["consents"])
MOST = 100_000
MOST_WITHDRAWN = 1_000


_USER_IDS = "Of citizens with a username, who may have no phone number."


def _of_anyone(phones: list[str], info: ValidationInfo) -> list[str]:
    """At least someone is named, by number or by user id."""
    if not phones and not info.data.get("user_ids", True):
        raise PydanticCustomError("too_short", "nobody is named", {"min_length": 1})
    return phones


def _email(text: str) -> str:
    try:
        return read_email(text)
    except ValueError:
        raise PydanticCustomError("email", "this is no e-mail address") from None


SomeEmail = Annotated[str, AfterValidator(_email)]
Phones = Annotated[list[str], AfterValidator(_of_anyone)]


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

    user_ids: list[str] = Field(default=[], max_length=MOST, description=_USER_IDS)
    phones: Phones = Field(default=[], max_length=MOST, validate_default=True)
    purpose: str = Field(description="See GET /purposes.")
    wording: str = Field(
        min_length=1, max_length=4000, description="What they agreed to, word for word."
    )
    given_at: Moment = Field(description="RFC 3339; not in the future.")
    source: str = Field(min_length=1, max_length=200, description="Where they agreed.")
    area: Area = Field(
        default="",
        description="For which part of the municipality: the four digits of a postcode, or a "
        "neighbourhood by name. Empty: the whole municipality.",
    )
    emails: dict[str, SomeEmail] = Field(
        default={},
        max_length=MOST,
        description="The e-mail addresses that some of them gave with it, by number or user id as "
        "given above: for a crisis, when WhatsApp does not reach them.",
    )


class RefusedPhone(BaseModel):
    """A number for which no consent was recorded."""

    phone: str = Field(description="As it was given.")
    code: str = Field(description="`missing`, `not_a_number`, `not_valid` or `not_mobile`.")


class RefusedUserId(BaseModel):
    """A user id for which no consent was recorded."""

    user_id: str = Field(description="As it was given.")
    code: Literal["not_a_user_id"] = NOT_A_USER_ID


Refused = RefusedPhone | RefusedUserId


class Recorded(BaseModel):
    """What became of the numbers and user ids."""

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
    refused: list[Refused]


@router.post(
    "/consents",
    auth=Token(TokenScope.CONSENTS),
    response={200: Recorded},
    summary="Record consents",
    openapi_extra=refuses("purpose_unknown", "purpose_forbidden", "token_purpose"),
)
@once
def create_consents(request: Call, payload: NewConsents) -> Status[Recorded]:
    """Record up to 100,000 consents at once by number, and as many by user id.

    A malformed body records none.
    """
    result = record_consents(
        request.auth,
        phones=payload.phones,
        user_ids=payload.user_ids,
        purpose=payload.purpose,
        wording=payload.wording,
        given_at=payload.given_at,
        source=payload.source,
        area=payload.area,
        emails=payload.emails,
    )
    return Status(
        200,
        Recorded(
            recorded=result.recorded,
            unchanged=result.unchanged,
            refused=[
                *(RefusedPhone(phone=phone, code=code) for phone, code in result.refused),
                *(RefusedUserId(user_id=each) for each in result.refused_user_ids),
            ],
        ),
    )


class WithdrawnConsents(Input):
    """People who no longer want messages with this purpose."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"phones": ["+31612345678"], "purpose": "appointments"}]}
    )

    user_ids: list[str] = Field(default=[], max_length=MOST_WITHDRAWN, description=_USER_IDS)
    phones: Phones = Field(default=[], max_length=MOST_WITHDRAWN, validate_default=True)
    purpose: str = Field(description="See GET /purposes.")


class Withdrawn(BaseModel):
    """What became of the numbers and user ids."""

    withdrawn: int
    refused: list[Refused]


@router.post(
    "/consents/withdraw",
    auth=Token(TokenScope.CONSENTS),
    response={200: Withdrawn},
    summary="Withdraw consents",
    openapi_extra=refuses("purpose_unknown"),
)
@once
def withdraw_consents(request: Call, payload: WithdrawnConsents) -> Status[Withdrawn]:
    """Record that people want no more messages, whether they once asked or not.

    Up to 1,000 at once by number, and as many by user id. It holds for every number and user id
    that Bode knows of them.
    """
    refused: list[Refused] = []
    for phone in payload.phones:
        try:
            withdraw_consent(request.auth, phone=phone, purpose=payload.purpose)
        except RecipientInvalid as invalid:
            refused.append(RefusedPhone(phone=phone, code=invalid.code))
    for user_id in payload.user_ids:
        try:
            withdraw_consent(request.auth, user_id=user_id, purpose=payload.purpose)
        except RecipientInvalid:
            refused.append(RefusedUserId(user_id=user_id))
    named = len(payload.phones) + len(payload.user_ids)
    return Status(200, Withdrawn(withdrawn=named - len(refused), refused=refused))
