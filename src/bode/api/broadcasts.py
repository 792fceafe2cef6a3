"""Broadcasts: one message to many, approved by a second person."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from ninja import Query, Router
from ninja.responses import Status
from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from bode.broadcasts import actions, queries
from bode.broadcasts.audiences import MOST, Audience
from bode.broadcasts.emergencies import find_start, find_starts
from bode.broadcasts.models import Broadcast
from bode.broadcasts.second_channel.counting import count_ways, count_ways_each
from bode.organisations.models import TokenScope
from bode.policy import RefusalCode

from .access import Call, Token
from .areas import SomeArea
from .broadcast_shapes import BroadcastShown, show_row
from .once import once
from .openapi import refuses
from .paging import Page, Paging, page
from .reading import Input, Moment

router = Router(tags=["broadcasts"])
MOST_AREAS = 200
MOST_LANGUAGES = 20


class Subscribed(Input):
    """Everyone who asked for messages with a purpose."""

    purpose: str = Field(description="See GET /purposes.")
    areas: list[SomeArea] = Field(
        default=[],
        max_length=MOST_AREAS,
        description="The four digits of postcodes, or neighbourhoods by name: who chose one of "
        "these, or the whole municipality. Empty: everyone, whatever they chose.",
    )


class AudienceGiven(Input):
    """For whom it is: these numbers, or everyone who asked for such messages."""

    phones: list[str] = Field(default=[], max_length=MOST, description="In any notation.")
    subscribed: Subscribed | None = None
    got: UUID | None = Field(
        default=None, description="A broadcast: everyone who got it, to correct what it said."
    )

    @model_validator(mode="after")
    def one_of_them(self) -> Self:
        """It is one of the three."""
        if [bool(self.phones), self.subscribed is not None, self.got is not None].count(True) != 1:
            raise PydanticCustomError("one_of", "give phones, subscribed or got, one of them")
        return self


class NewBroadcast(Input):
    """One message to many."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Rook in de haven",
                    "purpose": "crisis_response",
                    "template": {
                        "name": "crisis_melding",
                        "language": {"code": "nl"},
                        "components": [
                            {
                                "type": "body",
                                "parameters": [
                                    {"type": "text", "parameter_name": "wat", "text": "Rook"},
                                    {"type": "text", "parameter_name": "waar", "text": "de haven"},
                                    {
                                        "type": "text",
                                        "parameter_name": "doe",
                                        "text": "Sluit ramen",
                                    },
                                ],
                            }
                        ],
                    },
                    "audience": {"subscribed": {"purpose": "crisis_response", "areas": []}},
                    "planned_for": None,
                }
            ]
        }
    )

    name: str = Field(min_length=1, max_length=120, description="What you call it yourselves.")
    purpose: str = Field(description="See GET /purposes.")
    template: dict[str, Any] = Field(description="Filled in, in the platform's own shape.")
    translations: list[dict[str, Any]] = Field(
        default=[],
        max_length=MOST_LANGUAGES,
        description="The same in other languages, in the same shape, one of each: for citizens of "
        "whom it is known that they want one of these. `template` is for all others.",
    )
    audience: AudienceGiven
    incident: str = Field(
        default="",
        max_length=60,
        description="What it is about. Who got another broadcast about the same is `excluded`; but "
        "not from one for who `got` an earlier one.",
    )
    planned_for: Moment | None = Field(
        default=None, description="RFC 3339: when it starts by itself once it is approved."
    )
    per_day: int | None = Field(
        default=None,
        ge=1,
        le=actions.MOST_A_DAY,
        description="To at most so many in any 24 hours; it goes on by itself. Not for a crisis.",
    )


class Remark(Input):
    """Why a step is taken."""

    reason: str = Field(default="", max_length=2000)


@router.post(
    "/broadcasts",
    auth=Token(TokenScope.BROADCASTS),
    response={201: BroadcastShown},
    summary="Prepare a broadcast",
    openapi_extra=refuses(*RefusalCode, "content_malformed", "purpose_unknown"),
)
@once
def create_broadcast(request: Call, payload: NewBroadcast) -> Status[BroadcastShown]:
    """Prepare it, and see who would not get it. Nothing leaves before a second person approves."""
    subscribed = payload.audience.subscribed
    made = actions.make(
        request.auth,
        actions.NewBroadcast(
            name=payload.name,
            purpose=payload.purpose,
            template=payload.template,
            translations=payload.translations,
            audience=Audience(
                phones=payload.audience.phones,
                subscribed_to=subscribed.purpose if subscribed else "",
                areas=subscribed.areas if subscribed else (),
                got=payload.audience.got,
            ),
            incident=payload.incident,
            planned_for=payload.planned_for,
            per_day=payload.per_day,
        ),
    )
    return Status(201, _show(queries.access_broadcast(made.id)))


@router.get(
    "/broadcasts",
    auth=Token(TokenScope.BROADCASTS),
    response=Page[BroadcastShown],
    summary="List your broadcasts",
)
def list_broadcasts(request: Call, which: Query[Paging]) -> Page[BroadcastShown]:
    """The broadcasts of your municipality, the newest first."""
    found = queries.list_broadcasts(before=which.after, limit=which.one_more)
    counts, starts = queries.count_each(found[: which.limit]), find_starts(found)
    ways = count_ways_each(found[: which.limit])
    return page(
        request,
        which,
        found,
        cursor=lambda each: (each.created_at, each.id),
        show=lambda each: show_row(each, counts[each.id], ways[each.id], starts.get(each.id)),
    )


@router.get(
    "/broadcasts/{broadcast_id}",
    auth=Token(TokenScope.BROADCASTS),
    response=BroadcastShown,
    summary="Read a broadcast",
)
def get_broadcast(request: Call, broadcast_id: UUID) -> BroadcastShown:  # noqa: ARG001
    """One broadcast of your municipality, with how far it is."""
    return _show(queries.access_broadcast(broadcast_id))


_STEP_REFUSED = refuses("transition_not_allowed", "token_purpose")


@router.post(
    "/broadcasts/{broadcast_id}/request-approval",
    auth=Token(TokenScope.BROADCASTS),
    response={200: BroadcastShown},
    summary="Ask a second person to approve a broadcast",
    openapi_extra=refuses("transition_not_allowed", "token_purpose", "audience_empty"),
)
@once
def request_approval(
    request: Call,
    broadcast_id: UUID,
    payload: Remark | None = None,  # noqa: ARG001
) -> Status[BroadcastShown]:
    """From now on its text and audience stand."""
    return _after(actions.request_approval(request.auth, broadcast_id))


@router.post(
    "/broadcasts/{broadcast_id}/approve",
    auth=Token(TokenScope.APPROVAL),
    response={200: BroadcastShown},
    summary="Approve a broadcast",
    openapi_extra=refuses("transition_not_allowed", "token_purpose", "own_approval"),
)
@once
def approve(
    request: Call,
    broadcast_id: UUID,
    payload: Remark | None = None,  # noqa: ARG001
) -> Status[BroadcastShown]:
    """By someone else than who prepared it, or asked for approval."""
    return _after(actions.approve(request.auth, broadcast_id))


@router.post(
    "/broadcasts/{broadcast_id}/reject",
    auth=Token(TokenScope.APPROVAL),
    response={200: BroadcastShown},
    summary="Give a broadcast back",
    openapi_extra=_STEP_REFUSED,
)
@once
def reject(
    request: Call, broadcast_id: UUID, payload: Remark | None = None
) -> Status[BroadcastShown]:
    """It is a draft again."""
    return _after(actions.reject(request.auth, broadcast_id, (payload or Remark()).reason))


@router.post(
    "/broadcasts/{broadcast_id}/start",
    auth=Token(TokenScope.BROADCASTS),
    response={200: BroadcastShown},
    summary="Start a broadcast",
    openapi_extra=_STEP_REFUSED,
)
@once
def start(
    request: Call,
    broadcast_id: UUID,
    payload: Remark | None = None,  # noqa: ARG001
) -> Status[BroadcastShown]:
    """It goes out now, whatever it was planned for."""
    return _after(actions.start(request.auth, broadcast_id))


@router.post(
    "/broadcasts/{broadcast_id}/pause",
    auth=Token(TokenScope.BROADCASTS),
    response={200: BroadcastShown},
    summary="Pause a broadcast",
    openapi_extra=_STEP_REFUSED,
)
@once
def pause(
    request: Call,
    broadcast_id: UUID,
    payload: Remark | None = None,  # noqa: ARG001
) -> Status[BroadcastShown]:
    """Nothing more goes on the wire until it is resumed."""
    return _after(actions.pause(request.auth, broadcast_id))


@router.post(
    "/broadcasts/{broadcast_id}/resume",
    auth=Token(TokenScope.BROADCASTS),
    response={200: BroadcastShown},
    summary="Resume a broadcast",
    openapi_extra=_STEP_REFUSED,
)
@once
def resume(
    request: Call,
    broadcast_id: UUID,
    payload: Remark | None = None,  # noqa: ARG001
) -> Status[BroadcastShown]:
    """It goes on where it was paused."""
    return _after(actions.resume(request.auth, broadcast_id))


@router.post(
    "/broadcasts/{broadcast_id}/stop",
    auth=Token(TokenScope.BROADCASTS),
    response={200: BroadcastShown},
    summary="Stop a broadcast",
    openapi_extra=_STEP_REFUSED,
)
@once
def stop(
    request: Call, broadcast_id: UUID, payload: Remark | None = None
) -> Status[BroadcastShown]:
    """For good: whoever has not got it is `cancelled`."""
    return _after(actions.stop(request.auth, broadcast_id, (payload or Remark()).reason))


def _after(broadcast: Broadcast) -> Status[BroadcastShown]:
    return Status(200, _show(broadcast))


def _show(broadcast: Broadcast) -> BroadcastShown:
    counts, ways = queries.count_recipients(broadcast), count_ways(broadcast)
    return show_row(broadcast, counts, ways, find_start(broadcast))
