"""Numbers under a licence, and the templates that come with them from the platform."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.licences import stand
from tests.people import actor_of, join

from bode.basics import new_id, now
from bode.conversations.numbers import Numbers
from bode.conversations.recording import record
from bode.licensing.actions import stop_number
from bode.licensing.errors import NumberTaken
from bode.licensing.models import Licence, PhoneNumber, Template
from bode.licensing.numbers import connect_number, resume_number
from bode.licensing.platform_templates import (
    set_template_category,
    set_template_status,
    store_template,
    store_templates,
)
from bode.licensing.queries import (
    hold_template,
    list_approved_templates,
    template_shape,
)
from bode.licensing.template_search import templates_in_scope
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.whatsapp import TemplateShape, TemplateStatus, fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def connect(actor: Actor, licence: Licence, platform_id: str = "300000000000002") -> PhoneNumber:
    with scope(actor.organisation_id):
        return connect_number(
            actor,
            licence.id,
            platform_id=platform_id,
            account_id="400000000000001",
            display_number="+31850000092",
            access_token="simulator-token",
        )


def jobs_for(number: PhoneNumber) -> set[str]:
    theirs = {"number_id": str(number.id)}
    waiting = ProcrastinateJob.objects.filter(task_name__startswith="licensing.", args=theirs)
    return set(waiting.values_list("task_name", flat=True))


class TestConnectingANumber:
    def test_puts_it_under_the_licence_for_both_parties(
        self, licence: Licence, dora: Person
    ) -> None:
        number = connect(actor_of(dora), licence)

        for party in (licence.municipality_id, licence.provider_id):
            with scope(party):
                assert list(licence.phone_numbers.all()) == [number]

    def test_asks_what_the_platform_knows_of_it_and_for_its_templates(
        self, licence: Licence, dora: Person
    ) -> None:
        number = connect(actor_of(dora), licence)

        assert jobs_for(number) == {"licensing.sync_templates", "licensing.read_number"}

    def test_again_under_its_licence_corrects_it_and_checks_it_anew(
        self, licence: Licence, number: PhoneNumber, dora: Person
    ) -> None:
        with every_tenant("the dispatcher serves all"):
            stop_number(number.id, 190)

        corrected = connect(actor_of(dora), licence, platform_id=number.platform_id)

        assert corrected.id == number.id
        assert corrected.access_token == "simulator-token"
        assert (corrected.stopped_code, corrected.checked_at) == (None, None)
        assert jobs_for(number) == {"licensing.sync_templates", "licensing.read_number"}

    def test_that_has_another_licence_is_refused(
        self,
        licence: Licence,
        number: PhoneNumber,
        dora: Person,
        other_municipality: Organisation,
    ) -> None:
        with every_tenant("a test's world"):
            application = licence.application
            application.id, application.municipality = new_id(), other_municipality
            application.save(force_insert=True)
            licence.id, licence.application = new_id(), application
            licence.municipality = other_municipality
            licence.save(force_insert=True)

        with pytest.raises(NumberTaken):
            connect(actor_of(dora), licence, platform_id=number.platform_id)

        assert not ProcrastinateJob.objects.exists()

    @pytest.mark.parametrize("status", ["suspended", "ended"])
    def test_needs_a_licence_in_force(self, licence: Licence, dora: Person, status: str) -> None:
        stand(status)

        with pytest.raises(Licence.DoesNotExist):
            connect(actor_of(dora), licence)

    def test_is_not_for_another_provider(self, licence: Licence) -> None:
        rival = Organisation.objects.create(kind="provider", code="ander", name="Ander")

        with pytest.raises(Licence.DoesNotExist):
            connect(actor_of(join(rival, "Rik", "account_manager")), licence)

    def test_is_not_for_the_municipality(self, licence: Licence, alice: Person) -> None:
        with pytest.raises(NotAllowed):
            connect(actor_of(alice), licence)


class TestAStoppedNumber:
    def test_keeps_the_first_error_that_stopped_it(self, number: PhoneNumber) -> None:
        with every_tenant("the dispatcher serves all"):
            stop_number(number.id, 131031)
            stop_number(number.id, 368)
            number.refresh_from_db()

        assert number.stopped_code == 131031
        assert number.stopped_at is not None

    def test_sends_again_once_it_is_resumed(self, number: PhoneNumber) -> None:
        with every_tenant("the dispatcher serves all"):
            stop_number(number.id, 131031)
            resume_number(number)
            number.refresh_from_db()

        assert (number.stopped_code, number.stopped_at) == (None, None)


SHAPE = TemplateShape(
    id="7002",
    name="vergunning_status",
    language="nl",
    category="UTILITY",
    status="APPROVED",
    parameter_format="NAMED",
    components=[{"type": "BODY", "text": "Uw aanvraag {{zaaknummer}} is {{status}}."}],
)


class TestTemplates:
    def test_become_equal_to_the_platforms(self, number: PhoneNumber) -> None:
        with scope(number.municipality_id):
            store_templates(number, [SHAPE], now())

            (kept,) = templates_in_scope()
            assert (kept.name, kept.category, kept.status) == (
                "vergunning_status",
                "UTILITY",
                "APPROVED",
            )

    def test_stored_again_stay_the_same_rows(self, number: PhoneNumber) -> None:
        with scope(number.municipality_id):
            store_templates(number, [SHAPE], now())
            before = list(templates_in_scope())
            store_templates(number, [SHAPE], now())

            assert list(templates_in_scope()) == before

    def test_that_came_while_the_list_was_fetched_stay(self, number: PhoneNumber) -> None:
        with scope(number.municipality_id):
            asked_at = now()
            store_template(number, SHAPE, now())
            store_templates(number, [], asked_at)

            assert [template.name for template in templates_in_scope()] == ["vergunning_status"]

    def test_read_back_fill_in_as_the_platform_would(self, number: PhoneNumber) -> None:
        values = [
            {"type": "text", "parameter_name": "zaaknummer", "text": "Z-1"},
            {"type": "text", "parameter_name": "status", "text": "verleend"},
        ]
        with scope(number.municipality_id):
            store_templates(number, [SHAPE], now())
            found = hold_template(number.account_id, "vergunning_status", "nl")

        assert found is not None
        sent = {"components": [{"type": "body", "parameters": values}]}
        assert fill(template_shape(found), sent) == "Uw aanvraag Z-1 is verleend."

    @pytest.mark.parametrize(
        ("event", "status"),
        [
            ("PAUSED", "PAUSED"),
            ("REJECTED", "REJECTED"),
            ("REINSTATED", "APPROVED"),
            ("FLAGGED", "APPROVED"),
        ],
    )
    def test_follow_what_the_platform_says_of_them(
        self, event: str, status: str, number: PhoneNumber
    ) -> None:
        with every_tenant("a webhook names an account"):
            set_template_status(number.account_id, "afspraak_herinnering", "nl", event, now())

            assert Template.objects.get().status == status
            approved = list_approved_templates(number.account_id)
        assert len(approved) == (status == "APPROVED")

    @pytest.mark.parametrize(
        ("name", "event"), [("nieuw_sjabloon", "APPROVED"), ("afspraak_herinnering", "FLAGGED")]
    )
    def test_are_read_again_when_a_webhook_does_not_tell_enough(
        self, name: str, event: str, number: PhoneNumber
    ) -> None:
        told = TemplateStatus(
            waba_id=number.account_id,
            template_id="7003",
            name=name,
            language="nl",
            event=event,
            raw=b"{}",
        )

        record(told, Numbers(number.provider.code))

        job = ProcrastinateJob.objects.get()
        assert job.args == {"number_id": str(number.id)}

    def test_that_moved_to_marketing_are_marked(self, number: PhoneNumber) -> None:
        with every_tenant("a job serves all municipalities"):
            store_templates(number, [SHAPE], now())
            store_templates(number, [replace(SHAPE, category="MARKETING")], now())

            moved = Template.objects.get()
        assert (moved.category, moved.category_before) == ("MARKETING", "UTILITY")

    def test_that_moved_by_webhook_are_marked_until_they_move_back(
        self, number: PhoneNumber
    ) -> None:
        with every_tenant("a webhook names an account"):
            for category, before in (("MARKETING", "UTILITY"), ("UTILITY", "")):
                assert set_template_category(
                    number.account_id, "afspraak_herinnering", "nl", category, now()
                )
                assert Template.objects.get().category_before == before

    def test_take_over_what_was_changed_elsewhere(self, number: PhoneNumber) -> None:
        parts = [{"type": "BODY", "text": "Uw aanvraag is klaar."}]
        changed = replace(
            SHAPE,
            status="REJECTED",
            rejected_reason="TAG_CONTENT_MISMATCH",
            components=parts,
            quality="YELLOW",
        )
        with every_tenant("a job serves all municipalities"):
            store_templates(number, [SHAPE], now())
            store_templates(number, [changed], now())

            kept = Template.objects.get()
        assert (kept.status, kept.rejected_reason) == ("REJECTED", "TAG_CONTENT_MISMATCH")
        assert (kept.components, kept.quality) == (parts, "YELLOW")

    def test_with_a_name_from_the_library_have_its_purpose(self, number: PhoneNumber) -> None:
        shape = replace(SHAPE, name="parkeervergunning_klaar")
        with every_tenant("a job serves all municipalities"):
            store_templates(number, [shape], now())

            assert Template.objects.get().purpose == "permits"

    def test_are_not_shown_to_another_municipality(
        self, number: PhoneNumber, other_municipality: Organisation
    ) -> None:
        with scope(other_municipality.id):
            assert list(templates_in_scope()) == []
