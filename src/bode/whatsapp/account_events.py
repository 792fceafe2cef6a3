"""What the platform tells of accounts, numbers and templates, in its own words.

Words in capitals (`event`, `decision`, `severity`, …) are the platform's; new ones may come.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from msgspec import Struct


class Account(TypedDict):
    """The account that a value is about, and when the platform told it."""

    waba_id: str
    told_at: datetime | None


class Event(Struct, frozen=True, kw_only=True):
    """What all events have."""

    waba_id: str = ""
    phone_number_id: str | None = None
    display_phone_number: str | None = None


class AccountEvent(Event, frozen=True, kw_only=True):
    """Something that concerns the account itself, or a number or template in it."""

    told_at: datetime | None = None
    """When the platform told it."""
    raw: bytes


class TemplateEvent(AccountEvent, frozen=True, kw_only=True):
    """Something that happened to one template, in one language."""

    template_id: str
    name: str | None = None
    language: str | None = None


class TemplateStatus(TemplateEvent, frozen=True, kw_only=True):
    """A template was approved, rejected, paused, …"""

    event: str
    reason: str | None = None
    category: str | None = None
    disable_date: str | None = None
    """From when the template can't be sent any more, as the platform writes it."""
    title: str | None = None
    """Why it was paused, unpaused or disabled: FIRST_PAUSE, SECOND_PAUSE, …"""
    description: str | None = None
    rejection_reason: str | None = None
    recommendation: str | None = None
    """How to write it so that it is approved."""


class TemplateQuality(TemplateEvent, frozen=True, kw_only=True):
    """Citizens appreciate a template more, or less: GREEN, YELLOW, RED or UNKNOWN."""

    previous: str | None = None
    score: str


class TemplateCategory(TemplateEvent, frozen=True, kw_only=True):
    """The platform put a template in another category, or (`announced`) is about to."""

    previous: str | None = None
    category: str
    announced: str | None = None
    """The category that it will have within 24 hours."""


class ChangedButton(Struct, frozen=True, kw_only=True):
    """A button under a template, as it is now."""

    type: str | None = None
    text: str | None = None
    url: str | None = None
    phone_number: str | None = None


class TemplateComponents(TemplateEvent, frozen=True, kw_only=True):
    """The texts of a template were changed, here or elsewhere."""

    header: str | None = None
    body: str | None = None
    footer: str | None = None
    buttons: tuple[ChangedButton, ...] = ()


class NumberQuality(AccountEvent, frozen=True, kw_only=True):
    """A number may send to more people, or faster, or was flagged."""

    event: str
    old_limit: str | None = None
    limit: str | None = None
    daily_conversations: str | None = None
    """Of the whole portfolio: TIER_250, TIER_2K, …, or a number."""


class NumberName(AccountEvent, frozen=True, kw_only=True):
    """The platform decided about the name that citizens see with a number."""

    decision: str
    name: str | None = None
    rejection_reason: str | None = None


class NumberSecurity(AccountEvent, frozen=True, kw_only=True):
    """Someone changed the PIN of a number, or asks to."""

    event: str
    requester: str | None = None


class BusinessCapability(AccountEvent, frozen=True, kw_only=True):
    """How much the business may do."""

    daily_conversations: str | None = None
    """A word (TIER_2K), or a number: the platform gives both."""
    numbers_per_business: int | None = None
    numbers_per_account: int | None = None


class AccountAlert(AccountEvent, frozen=True, kw_only=True):
    """Something that the business should know, or do."""

    entity_type: str | None = None
    entity_id: str | None = None
    severity: str | None = None
    status: str | None = None
    type: str
    description: str | None = None


class AccountReview(AccountEvent, frozen=True, kw_only=True):
    """The platform decided about the account: APPROVED, REJECTED, PENDING or DEFERRED."""

    decision: str


class Restriction(Struct, frozen=True, kw_only=True):
    """Something that the account may not do; without an end when none was told."""

    type: str
    expires_at: datetime | None = None


class Partner(Struct, frozen=True, kw_only=True):
    """Who works for the account, or owns it."""

    waba_id: str | None = None
    owner_business_id: str | None = None
    partner_app_id: str | None = None
    solution_id: str | None = None
    solution_partner_business_ids: tuple[str, ...] = ()
    ad_account_linked: str | None = None


class Certification(Struct, frozen=True, kw_only=True):
    """How far the verification of a partner's client is."""

    client_business_id: str | None = None
    status: str | None = None
    rejection_reasons: tuple[str, ...] = ()


class VolumeTier(Struct, frozen=True, kw_only=True):
    """The price step that an account reached by the number of its messages."""

    tier_update_time: int | None = None
    """Unix seconds."""
    pricing_category: str | None = None
    tier: str | None = None
    effective_month: str | None = None
    region: str | None = None


class CountryStart(Struct, frozen=True, kw_only=True):
    """From when, in Unix seconds, a tariff holds in a country."""

    country_code: str | None = None
    start_time: int | None = None


class InternationalRate(Struct, frozen=True, kw_only=True):
    """From when the international tariff for authentication holds, and where from another time."""

    start_time: int | None = None
    exception_countries: tuple[CountryStart, ...] = ()


class AccountUpdate(AccountEvent, frozen=True, kw_only=True):
    """The account was restricted, banned, deleted, connected to a partner, …: `event` says which.

    Each other part comes with some events alone.
    """

    event: str
    country: str | None = None
    restrictions: tuple[Restriction, ...] = ()
    violation_type: str | None = None
    ban_state: str | None = None
    """DISABLE, REINSTATE or SCHEDULE_FOR_DISABLE."""
    ban_date: str | None = None
    """As the platform writes it for people."""
    partner: Partner | None = None
    disconnected_because: str | None = None
    """Why a partner no longer works for the account."""
    disconnected_by: str | None = None
    certification: Certification | None = None
    volume_tier: VolumeTier | None = None
    international_rate: InternationalRate | None = None


class FlowUpdate(AccountEvent, frozen=True, kw_only=True):
    """A flow was published, blocked, throttled, …

    Not confirmed by the platform's own pages, so nothing of it is relied on.
    """

    event: str | None = None
    flow_id: str | None = None
    message: str | None = None
    old_status: str | None = None
    new_status: str | None = None


class Unused(AccountEvent, frozen=True, kw_only=True):
    """A field that the platform has, and of which a municipality uses nothing: calls, groups, …"""

    field: str
