"""Templates are put away, brought back, and let go from their pause."""

from __future__ import annotations

import httpx
import pytest
from asgiref.sync import async_to_sync
from tests.licences import stand
from tests.licensing.test_template_editing import (
    DUTCH,
    carry_out,
    changes,
    platform,
    submit,
    templates,
    until_reviewed,
)
from tests.people import actor_of

from bode.licensing import jobs
from bode.licensing.errors import NumberMissing, TemplateStepNotAllowed
from bode.licensing.models import (
    PhoneNumber,
    ProviderConnection,
    Template,
    TemplateChange,
)
from bode.licensing.states import LicenceStatus
from bode.licensing.template_editing import ask_for_step
from bode.licensing.template_states import TemplateStep
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope

__all__ = ["platform"]

pytestmark = pytest.mark.usefixtures("no_jobs")


def approved(platform: str, number: PhoneNumber, alice: Person) -> None:
    [change] = submit(actor_of(alice), DUTCH)
    carry_out(change)
    until_reviewed(platform)
    async_to_sync(jobs.sync_templates.func)(number_id=str(number.id))


def befall(platform: str, number: PhoneNumber, event: str) -> None:
    httpx.post(f"{platform}/simulator/templates/{the_id()}", json={"event": event})
    async_to_sync(jobs.sync_templates.func)(number_id=str(number.id))


def the_id() -> str:
    return templates()[0].platform_id


def ask(who: Person, step: TemplateStep, name: str = DUTCH.name) -> TemplateChange:
    actor = actor_of(who)
    with scope(actor.organisation_id):
        return ask_for_step(actor, Template.objects.get(name=name).id, step)


def move(who: Person, step: TemplateStep) -> None:
    carry_out(ask(who, step))


def test_a_template_is_put_away_and_brought_back(
    platform: str, number: PhoneNumber, alice: Person
) -> None:
    approved(platform, number, alice)

    move(alice, TemplateStep.ARCHIVE)
    assert [one.status for one in templates()] == ["ARCHIVED"]
    move(alice, TemplateStep.UNARCHIVE)
    assert [one.status for one in templates()] == ["APPROVED"]

    assert [(one.kind, one.actor, one.status) for one in changes()[1:]] == [
        ("archive", "Alice", "done"),
        ("unarchive", "Alice", "done"),
    ]


def test_a_pause_is_ended(platform: str, number: PhoneNumber, alice: Person) -> None:
    approved(platform, number, alice)
    befall(platform, number, "PAUSED")

    move(alice, TemplateStep.UNPAUSE)

    assert [one.status for one in templates()] == ["APPROVED"]


def test_nothing_is_asked_when_it_is_so_already(
    platform: str, number: PhoneNumber, alice: Person
) -> None:
    approved(platform, number, alice)
    change = ask(alice, TemplateStep.ARCHIVE)
    httpx.post(f"{platform}/simulator/templates/{the_id()}", json={"event": "ARCHIVED"})

    carry_out(change)

    assert [one.status for one in changes()][1:] == ["done"]


def test_a_refusal_of_the_platform_is_kept(
    platform: str, number: PhoneNumber, alice: Person
) -> None:
    approved(platform, number, alice)
    change = ask(alice, TemplateStep.ARCHIVE)
    httpx.post(f"{platform}/simulator/templates/{the_id()}", json={"event": "DISABLED"})

    carry_out(change)

    assert [one.status for one in changes()][1:] == ["refused"]


def test_no_step_is_for_a_template_that_stands_otherwise(
    number: PhoneNumber, alice: Person
) -> None:
    for step in (TemplateStep.UNARCHIVE, TemplateStep.UNPAUSE):
        with pytest.raises(TemplateStepNotAllowed):
            ask(alice, step, name="afspraak_herinnering")


def test_a_step_needs_a_licence_in_force_and_the_right_role(
    number: PhoneNumber, alice: Person, bob: Person
) -> None:
    with pytest.raises(NotAllowed):
        ask(bob, TemplateStep.ARCHIVE, name="afspraak_herinnering")
    stand(LicenceStatus.SUSPENDED)
    with pytest.raises(NumberMissing):
        ask(alice, TemplateStep.ARCHIVE, name="afspraak_herinnering")


def test_no_pause_is_ended_along_360dialog_which_has_no_call_for_it(
    number: PhoneNumber, alice: Person
) -> None:
    ProviderConnection.objects.create(
        provider_id=number.provider_id, gateway="dialog360", app_secret="a", verify_token="b"
    )
    with every_tenant("a test's world"):
        Template.objects.update(status="PAUSED")

    with pytest.raises(TemplateStepNotAllowed):
        ask(alice, TemplateStep.UNPAUSE, name="afspraak_herinnering")
