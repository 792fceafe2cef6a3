"""Templates of a municipality's own: written, checked, submitted, edited, deleted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from django.db import connections
from msgspec.structs import replace
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings
from tests.people import actor_of, join
from tests.serving import serve

from bode.basics import now
from bode.licensing import jobs
from bode.licensing.election_names import enter_names
from bode.licensing.errors import NumberMissing, TemplateRefused, TemplateStepNotAllowed
from bode.licensing.library import find_ready_template
from bode.licensing.models import (
    Licence,
    PhoneNumber,
    Template,
    TemplateChange,
)
from bode.licensing.platform_templates import store_templates
from bode.licensing.states import LicenceStatus
from bode.licensing.template_editing import (
    remove_template,
    save_texts,
    submit_texts,
)
from bode.licensing.template_queries import list_writable
from bode.licensing.template_search import templates_in_scope
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.simulator import create_app, demo_config
from bode.whatsapp import Access, Client, TemplateDraft, TemplateShape, Unreachable, components_of

ACCOUNT = "200000000000001"
OURS = Access(number_id="100000000000001", account_id=ACCOUNT, token="simulator-token")
READY = find_ready_template("parkeervergunning_klaar")
assert READY is not None
DUTCH, ENGLISH = READY.texts["nl"], READY.texts["en"]

pytestmark = pytest.mark.usefixtures("no_jobs")


@pytest.fixture
def platform(
    transactional_db: None, number: PhoneNumber, settings: Settings, tmp_path: Path
) -> Iterator[str]:
    """The platform answers, and has an account of the municipality."""
    with every_tenant("a test's world"):
        store_templates(number, [], now())
        PhoneNumber.objects.update(account_id=ACCOUNT)
    with serve(create_app(demo_config("http://127.0.0.1:9", tmp_path))) as settings.GRAPH_URL:
        yield settings.GRAPH_URL
    connections.close_all()


def save(
    actor: Actor, *texts: TemplateDraft, purpose: str = "permits", whose: UUID | None = None
) -> list[Template]:
    with scope(actor.organisation_id):
        return save_texts(actor, whose or actor.organisation_id, texts, purpose)


def submit(
    actor: Actor, *texts: TemplateDraft, purpose: str = "permits", whose: UUID | None = None
) -> list[TemplateChange]:
    with scope(actor.organisation_id):
        return submit_texts(actor, whose or actor.organisation_id, texts, purpose)


def carry_out(change: TemplateChange) -> None:
    async_to_sync(jobs.carry_out.func)(change_id=str(change.id))


def templates() -> list[Template]:
    with every_tenant("a test looks at everything"):
        return list(Template.objects.filter(name=DUTCH.name))


def changes() -> list[TemplateChange]:
    with every_tenant("a test looks at everything"):
        return list(TemplateChange.objects.order_by("id"))


def on_the_platform(graph: str) -> list[Any]:
    async def read() -> list[Any]:
        async with Client(graph) as client:
            return await client.templates(OURS, name=DUTCH.name)

    return asyncio.run(read())


def until_reviewed(graph: str) -> None:
    """Wait until the platform has decided about every template of this name."""
    for _ in range(200):
        if all(shape.status != "PENDING" for shape in on_the_platform(graph)):
            return
        time.sleep(0.05)
    raise AssertionError("the platform did not decide")


@pytest.mark.django_db
class TestADraft:
    def test_is_kept_in_each_language(self, number: PhoneNumber, alice: Person) -> None:
        save(actor_of(alice), DUTCH, ENGLISH)

        assert [(one.language, one.status, one.purpose) for one in templates()] == [
            ("en", "DRAFT", "permits"),
            ("nl", "DRAFT", "permits"),
        ]

    def test_need_not_pass_the_checks_yet(self, number: PhoneNumber, alice: Person) -> None:
        save(actor_of(alice), replace(DUTCH, body=""))

        assert len(templates()) == 1

    def test_needs_a_name_and_a_purpose(self, number: PhoneNumber, alice: Person) -> None:
        with pytest.raises(TemplateRefused) as refused:
            save(actor_of(alice), replace(DUTCH, name="Niet goed"), purpose="promotion")

        assert {each.field for each in refused.value.findings["nl"]} == {"name", "purpose"}

    def test_survives_what_the_platform_lists(self, number: PhoneNumber, alice: Person) -> None:
        save(actor_of(alice), DUTCH)
        with every_tenant("a job serves all municipalities"):
            store_templates(number, [], now())

        assert len(templates()) == 1

    def test_is_thrown_away_at_once(self, number: PhoneNumber, alice: Person) -> None:
        [draft] = save(actor_of(alice), DUTCH)
        with scope(number.municipality_id):
            assert remove_template(actor_of(alice), draft.id) is None

        assert templates() == []

    def test_needs_an_account_to_go_to(self, alice: Person) -> None:
        with pytest.raises(NumberMissing):
            save(actor_of(alice), DUTCH)

    def test_is_not_for_other_roles(self, number: PhoneNumber, bob: Person) -> None:
        with pytest.raises(NotAllowed):
            save(actor_of(bob), DUTCH)

    def test_leaves_in_the_history_who_kept_it_and_who_threw_it_away(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        [draft] = save(actor_of(alice), DUTCH)
        with scope(number.municipality_id):
            remove_template(actor_of(alice), draft.id)

        assert [(one.kind, one.actor, one.status) for one in changes()] == [
            ("save", "Alice", "done"),
            ("discard", "Alice", "done"),
        ]
        assert changes()[0].components == components_of(DUTCH)

    def test_is_not_there_for_another_municipality(
        self, number: PhoneNumber, alice: Person, charlie: Person
    ) -> None:
        [draft] = save(actor_of(alice), DUTCH)
        stranger = actor_of(charlie)

        with scope(stranger.organisation_id), pytest.raises(Template.DoesNotExist):
            remove_template(stranger, draft.id)


@pytest.mark.django_db
class TestAProvider:
    def test_writes_and_submits_for_a_municipality_that_it_serves(
        self, number: PhoneNumber, dora: Person
    ) -> None:
        save(actor_of(dora), DUTCH, whose=number.municipality_id)
        [change] = submit(actor_of(dora), DUTCH, whose=number.municipality_id)

        assert (change.actor, str(change.organisation)) == ("Dora", "Proefbode")
        assert [one.municipality_id for one in templates()] == [number.municipality_id]

    def test_writes_under_the_names_that_the_municipality_entered(
        self, number: PhoneNumber, alice: Person, dora: Person
    ) -> None:
        town = actor_of(alice)
        with scope(town.organisation_id):
            enter_names(town, ["Dorpslijst"], [])
        forbidden = replace(DUTCH, body="Geef Dorpslijst een kans.", examples={})

        with pytest.raises(TemplateRefused):
            submit(actor_of(dora), forbidden, whose=number.municipality_id)

    def test_sees_and_deletes_what_the_municipality_wrote(
        self, number: PhoneNumber, alice: Person, dora: Person
    ) -> None:
        [draft] = save(actor_of(alice), DUTCH)
        provider = actor_of(dora)
        with scope(provider.organisation_id):
            assert draft in templates_in_scope()
            remove_template(provider, draft.id)

        assert templates() == []

    def test_deletes_nothing_once_the_licence_has_ended(
        self, number: PhoneNumber, dora: Person
    ) -> None:
        with every_tenant("a test's world"):
            template = Template.objects.get(platform_id__gt="")
            Licence.objects.update(status=LicenceStatus.ENDED)
        provider = actor_of(dora)
        with scope(provider.organisation_id), pytest.raises(NumberMissing):
            remove_template(provider, template.id)

    def test_has_nothing_to_do_with_another_providers_municipalities(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        [draft] = save(actor_of(alice), DUTCH)
        rival = Organisation.objects.create(kind="provider", code="ander", name="Ander")
        rik = actor_of(join(rival, "Rik", "account_manager"))

        with pytest.raises(NumberMissing):
            save(rik, DUTCH, whose=number.municipality_id)
        with scope(rival.id):
            assert list_writable(rik) == []
            assert not templates_in_scope().exists()
            with pytest.raises(Template.DoesNotExist):
                remove_template(rik, draft.id)

    def test_and_another_municipality_can_not_write_in_its_name(
        self, number: PhoneNumber, charlie: Person
    ) -> None:
        with pytest.raises(NumberMissing):
            save(actor_of(charlie), DUTCH, whose=number.municipality_id)


@pytest.mark.django_db
class TestSubmitting:
    def test_writes_down_who_asked_and_defers_a_job(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        [change] = submit(actor_of(alice), DUTCH)

        assert (change.kind, change.status, change.actor) == ("create", "waiting", "Alice")
        assert [one.status for one in templates()] == ["SUBMITTING"]
        assert ProcrastinateJob.objects.get().args == {"change_id": str(change.id)}

    def test_is_refused_with_what_the_checks_found(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        with pytest.raises(TemplateRefused) as refused:
            submit(actor_of(alice), DUTCH, replace(ENGLISH, body="{{naam}}, your permit."))

        assert [each.field for each in refused.value.findings["en"]] == ["body"]
        assert templates() == []

    def test_goes_once_at_a_time(self, number: PhoneNumber, alice: Person) -> None:
        submit(actor_of(alice), DUTCH)

        with pytest.raises(TemplateStepNotAllowed):
            submit(actor_of(alice), replace(DUTCH, footer="Anders"))

    def test_leaves_alone_what_is_as_it_was(self, number: PhoneNumber, alice: Person) -> None:
        submit(actor_of(alice), DUTCH)

        assert submit(actor_of(alice), DUTCH) == []

    def test_resumes_what_still_waits_without_doubling_it(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        submit(actor_of(alice), DUTCH)

        jobs.resume_changes(timestamp=0)

        assert ProcrastinateJob.objects.count() == 1


class TestThePlatform:
    def test_takes_a_new_template_in_both_languages(self, platform: str, alice: Person) -> None:
        for change in submit(actor_of(alice), DUTCH, ENGLISH):
            carry_out(change)

        assert {shape.language for shape in on_the_platform(platform)} == {"nl", "en"}
        assert all(one.platform_id and one.status != "SUBMITTING" for one in templates())
        assert [one.status for one in changes()] == ["done", "done"]

    def test_is_asked_once_when_its_answer_was_lost(self, platform: str, alice: Person) -> None:
        [change] = submit(actor_of(alice), DUTCH)

        async def create() -> None:
            async with Client(platform) as client:
                await client.create_template(OURS, DUTCH)

        asyncio.run(create())
        carry_out(change)

        assert len(on_the_platform(platform)) == 1
        assert [one.status for one in changes()] == ["done"]

    def test_that_is_away_loses_nothing(
        self, platform: str, alice: Person, settings: Settings
    ) -> None:
        [change] = submit(actor_of(alice), DUTCH)
        settings.GRAPH_URL = "http://127.0.0.1:9"
        with pytest.raises(Unreachable):
            carry_out(change)
        settings.GRAPH_URL = platform
        carry_out(change)

        assert len(on_the_platform(platform)) == 1

    def test_that_refuses_makes_it_a_draft_again_with_the_reason(
        self, platform: str, alice: Person
    ) -> None:
        async def create_another() -> None:
            async with Client(platform) as client:
                await client.create_template(OURS, replace(DUTCH, footer="Van elders"))

        asyncio.run(create_another())
        [change] = submit(actor_of(alice), DUTCH)
        carry_out(change)

        assert [one.status for one in templates()] == ["DRAFT"]
        assert [(one.status, one.error_code) for one in changes()] == [("refused", 2388024)]

    def test_deletes_a_template(self, platform: str, alice: Person) -> None:
        [change] = submit(actor_of(alice), DUTCH)
        carry_out(change)
        [template] = templates()
        with scope(template.municipality_id):
            deletion = remove_template(actor_of(alice), template.id)
        assert deletion is not None
        carry_out(deletion)

        assert on_the_platform(platform) == []
        assert templates() == []
        assert [(one.kind, one.status) for one in changes()] == [
            ("create", "done"),
            ("delete", "done"),
        ]

    def test_takes_an_edit_of_what_it_approved(
        self, platform: str, number: PhoneNumber, alice: Person
    ) -> None:
        [change] = submit(actor_of(alice), DUTCH)
        carry_out(change)
        until_reviewed(platform)
        async_to_sync(jobs.sync_templates.func)(number_id=str(number.id))
        [edit] = submit(actor_of(alice), replace(DUTCH, footer="Uw gemeente"))
        carry_out(edit)

        [shape] = on_the_platform(platform)
        assert {"type": "FOOTER", "text": "Uw gemeente"} in shape.components
        assert [one.components for one in templates()] == [shape.components]
        assert [one.status for one in changes()] == ["done", "done"]


@pytest.mark.django_db
class TestEditing:
    def test_of_an_approved_template_asks_the_platform(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        [edit] = self.edit(number, alice, "Uw gemeente")

        assert (edit.kind, edit.status_before) == ("edit", "APPROVED")
        assert [one.status for one in templates()] == ["APPROVED"]

    def test_again_on_the_same_day_is_not_tried(self, number: PhoneNumber, alice: Person) -> None:
        [edit] = self.edit(number, alice, "Uw gemeente")
        with every_tenant("the platform did it"):
            TemplateChange.objects.update(status="done", settled_at=edit.requested_at)

        with pytest.raises(TemplateStepNotAllowed) as too_soon:
            self.edit(number, alice, "De gemeente")
        assert too_soon.value.again_at == edit.requested_at + timedelta(days=1)

    def test_that_the_platform_refused_does_not_count(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        [edit] = self.edit(number, alice, "Uw gemeente")
        with every_tenant("the platform did not do it"):
            TemplateChange.objects.update(status="refused", settled_at=edit.requested_at)

        assert len(self.edit(number, alice, "De gemeente")) == 1

    def test_of_a_rejected_template_has_no_limit(self, number: PhoneNumber, alice: Person) -> None:
        for footer in ("Uw gemeente", "De gemeente"):
            assert len(self.edit(number, alice, footer, status="REJECTED")) == 1
            with every_tenant("the platform did it"):
                TemplateChange.objects.update(status="done", settled_at=now())

    def test_is_not_for_a_template_under_review(self, number: PhoneNumber, alice: Person) -> None:
        with pytest.raises(TemplateStepNotAllowed):
            self.edit(number, alice, "Uw gemeente", status="PENDING")

    def edit(
        self, number: PhoneNumber, alice: Person, footer: str, status: str = "APPROVED"
    ) -> list[TemplateChange]:
        """Change the footer of a template that the platform has in this status."""
        shape = TemplateShape(
            id="7005",
            name=DUTCH.name,
            language="nl",
            category="UTILITY",
            status=status,
            parameter_format="NAMED",
            components=components_of(DUTCH),
        )
        with every_tenant("a test's world"):
            store_templates(number, [shape], now())
        return submit(actor_of(alice), replace(DUTCH, footer=footer))
