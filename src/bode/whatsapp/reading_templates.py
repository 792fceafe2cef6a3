"""From the value of a field about a template to its event."""

from __future__ import annotations

from typing import TypedDict

import msgspec
from msgspec import Raw, Struct

from bode.whatsapp import account_events as events
from bode.whatsapp.account_events import Account
from bode.whatsapp.loose import ABSENT, read_part, read_texts
from bode.whatsapp.values import read_id


class _Named(TypedDict):
    """Which template it is."""

    template_id: str
    name: str | None
    language: str | None


class _Template(Struct):
    message_template_id: str | int | None = None
    message_template_name: str | None = None
    message_template_language: str | None = None


class _TemplateStatus(_Template):
    event: str | None = None
    message_template_category: str | None = None
    reason: str | None = None
    disable_info: Raw = ABSENT
    other_info: Raw = ABSENT
    rejection_info: Raw = ABSENT


class _TemplateQuality(_Template):
    previous_quality_score: str | None = None
    new_quality_score: str | None = None


class _TemplateCategory(_Template):
    previous_category: str | None = None
    new_category: str | None = None
    correct_category: str | None = None


class _TemplateComponents(_Template):
    message_template_title: str | None = None
    message_template_element: str | None = None
    message_template_footer: str | None = None
    message_template_buttons: Raw = ABSENT


class _Button(Struct):
    message_template_button_type: str | None = None
    message_template_button_text: str | None = None
    message_template_button_url: str | None = None
    message_template_button_phone_number: str | None = None


def read_template_status(account: Account, raw: Raw) -> events.TemplateStatus:
    """Read what happened to a template of this account."""
    wire = msgspec.json.decode(raw, type=_TemplateStatus)
    other, rejection = read_texts(wire.other_info), read_texts(wire.rejection_info)
    return events.TemplateStatus(
        waba_id=read_id(account["waba_id"], "the account's id"),
        told_at=account["told_at"],
        **_named(wire),
        event=read_id(wire.event, "event"),
        reason=wire.reason,
        category=wire.message_template_category,
        disable_date=read_texts(wire.disable_info).get("disable_date"),
        title=other.get("title"),
        description=other.get("description"),
        rejection_reason=rejection.get("reason"),
        recommendation=rejection.get("recommendation"),
        raw=bytes(raw),
    )


def read_template_quality(account: Account, raw: Raw) -> events.TemplateQuality:
    """Read how citizens appreciate a template."""
    wire = msgspec.json.decode(raw, type=_TemplateQuality)
    return events.TemplateQuality(
        **account,
        **_named(wire),
        previous=wire.previous_quality_score,
        score=read_id(wire.new_quality_score, "new_quality_score"),
        raw=bytes(raw),
    )


def read_template_category(account: Account, raw: Raw) -> events.TemplateCategory:
    """Read in which category a template is, or will be."""
    wire = msgspec.json.decode(raw, type=_TemplateCategory)
    return events.TemplateCategory(
        **account,
        **_named(wire),
        previous=wire.previous_category,
        category=read_id(wire.new_category, "new_category"),
        announced=wire.correct_category,
        raw=bytes(raw),
    )


def read_template_components(account: Account, raw: Raw) -> events.TemplateComponents:
    """Read the texts of a template as they are now."""
    wire = msgspec.json.decode(raw, type=_TemplateComponents)
    return events.TemplateComponents(
        **account,
        **_named(wire),
        header=wire.message_template_title,
        body=wire.message_template_element,
        footer=wire.message_template_footer,
        buttons=tuple(map(_button, read_part(wire.message_template_buttons, list[_Button]) or ())),
        raw=bytes(raw),
    )


def _named(wire: _Template) -> _Named:
    return {
        "template_id": read_id(wire.message_template_id, "message_template_id"),
        "name": wire.message_template_name,
        "language": wire.message_template_language,
    }


def _button(wire: _Button) -> events.ChangedButton:
    return events.ChangedButton(
        type=wire.message_template_button_type,
        text=wire.message_template_button_text,
        url=wire.message_template_button_url,
        phone_number=wire.message_template_button_phone_number,
    )
