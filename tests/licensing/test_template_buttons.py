"""Buttons of a template on their way to the platform and back."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from tests.licensing.test_template_editing import (
    DUTCH,
    OURS,
    carry_out,
    changes,
    on_the_platform,
    platform,
    submit,
    templates,
)
from tests.people import actor_of

from bode.licensing.template_queries import read_draft
from bode.organisations.models import Person
from bode.whatsapp import Client, TemplateButton

__all__ = ["platform"]

pytestmark = pytest.mark.usefixtures("no_jobs")

BUTTONS = (
    *(TemplateButton(type="QUICK_REPLY", text=f"Keuze {place}") for place in range(7)),
    TemplateButton(
        type="URL", text="Uw zaak", url="https://proefstad.example/zaak/{{1}}", example="Z-2026-1"
    ),
    TemplateButton(type="PHONE_NUMBER", text="Bel ons", phone_number="+31850000091"),
    TemplateButton(type="REQUEST_CONTACT_INFO"),
)


def test_the_platform_takes_ten_buttons_of_all_kinds(platform: str, alice: Person) -> None:
    draft = replace(DUTCH, buttons=BUTTONS)
    [change] = submit(actor_of(alice), draft)
    carry_out(change)

    [shape] = on_the_platform(platform)
    assert len(shape.components[-1]["buttons"]) == 10
    assert [one.status for one in changes()] == ["done"]
    [template] = templates()
    assert read_draft(template) == draft


def test_nothing_is_asked_again_when_the_answer_was_lost(platform: str, alice: Person) -> None:
    draft = replace(DUTCH, buttons=BUTTONS)
    [change] = submit(actor_of(alice), draft)

    async def create() -> None:
        async with Client(platform) as client:
            await client.create_template(OURS, draft)

    asyncio.run(create())
    carry_out(change)

    assert len(on_the_platform(platform)) == 1
    assert [one.status for one in changes()] == ["done"]
