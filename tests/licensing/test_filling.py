"""The file of an application: filled in together, part by part, until nothing is missing."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate
from tests.applications import ANSWERS, SIGNATURE, fill, save
from tests.people import actor_of, join

from bode.licensing import actions, filling, remarks
from bode.licensing.actions import Declaration
from bode.licensing.errors import (
    FieldUnknown,
    FileIncomplete,
    RemarksOpen,
    SectionChanged,
    SectionRefused,
    SignatureMissing,
    TransitionNotAllowed,
)
from bode.licensing.findings import list_smells
from bode.licensing.models import Application
from bode.licensing.queries import access_application, list_events
from bode.licensing.readiness import list_missing
from bode.licensing.sections import Section
from bode.licensing.states import EventKind
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope

PERMITS = Declaration(code="permits", explanation="Vragen over vergunningen beantwoorden.")


@pytest.fixture
def town(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def bsp(dora: Person) -> Actor:
    return actor_of(dora)


@pytest.fixture
def draft(town: Actor, provider: Organisation) -> Application:
    return apply(town)


@pytest.fixture
def signed(town: Actor, draft: Application) -> Application:
    fill(town, draft)
    return sign(town, draft)


def apply(actor: Actor, *purposes: Declaration) -> Application:
    with scope(actor.organisation_id):
        return actions.apply(
            actor,
            municipality="GM9911",
            provider="proefbode",
            route="bsp",
            purposes=purposes or (PERMITS,),
        )


def sign(actor: Actor, application: Application) -> Application:
    with scope(actor.organisation_id):
        return actions.take_step(actor, application.id, "sign", signature=SIGNATURE)


def declare(actor: Actor, application: Application, example: str) -> None:
    declared = Declaration(
        code="permits", explanation="Uitleg.", volume=5, audience="Wie.", examples=(example,)
    )
    with scope(actor.organisation_id):
        actions.declare(actor, application.id, [declared])


def missing(application: Application) -> set[str]:
    with every_tenant("a test looks at everything"):
        return {each.field for each in list_missing(access_application(application.id))}


def data_of(application: Application, section: Section) -> dict[str, str]:
    with every_tenant("a test looks at everything"):
        return dict(filling.get_section(application, section).data)


class TestAFile:
    def test_begins_with_what_bode_knows(self, draft: Application) -> None:
        assert data_of(draft, Section.MUNICIPALITY)["legal_name"] == "Gemeente Proefstad"
        assert data_of(draft, Section.CONTACTS)["business_email"] == "alice@proefstad.example"

    def test_begins_with_what_the_municipality_filled_in_before(
        self, town: Actor, draft: Application
    ) -> None:
        save(town, draft, Section.MUNICIPALITY)

        assert data_of(apply(town), Section.MUNICIPALITY)["kvk_number"] == "12345678"

    def test_lacks_nothing_once_every_part_is_filled_in(
        self, town: Actor, draft: Application
    ) -> None:
        assert "kvk_number" in missing(draft)

        fill(town, draft)

        assert missing(draft) == set()

    def test_may_be_left_half_done(self, town: Actor, draft: Application) -> None:
        save(town, draft, Section.MUNICIPALITY, oin="", street="")

        assert {"oin", "street"} <= missing(draft)

    def test_keeps_numbers_in_one_notation(self, town: Actor, draft: Application) -> None:
        save(town, draft, Section.MUNICIPALITY, kvk_number="12.34 56.78", postal_code="1234ab")

        assert data_of(draft, Section.MUNICIPALITY)["kvk_number"] == "12345678"
        assert data_of(draft, Section.MUNICIPALITY)["postal_code"] == "1234 AB"

    @pytest.mark.parametrize(
        ("section", "field", "given", "problem"),
        [
            (Section.MUNICIPALITY, "kvk_number", "1234567", "kvk_length"),
            (Section.MUNICIPALITY, "oin", "00000002123456780000", "oin_prefix"),
            (Section.MUNICIPALITY, "oin", "00000003876543210000", "oin_other_kvk"),
            (Section.MUNICIPALITY, "postal_code", "0123 AB", "postal_code_form"),
            (Section.CONTACTS, "technical_email", "geen adres", "email"),
            (Section.CONTACTS, "privacy_phone", "14 0999", "phone_short"),
            (Section.NUMBER, "number", "14 0999", "number_short"),
            (Section.NUMBER, "existing_use", "fax", "choice"),
            (Section.NUMBER, "display_name", "x" * 76, "too_long"),
            (Section.FORBIDDEN, "never_promotion", "maybe", "choice"),
        ],
    )
    def test_names_what_is_wrong_and_keeps_nothing_of_it(
        self,
        section: Section,
        field: str,
        given: str,
        problem: str,
        town: Actor,
        draft: Application,
    ) -> None:
        before = data_of(draft, section)

        with pytest.raises(SectionRefused) as refused:
            save(town, draft, section, **{field: given})

        assert refused.value.problems == {field: problem}
        assert data_of(draft, section) == before

    def test_asks_what_becomes_of_a_number_that_is_on_whatsapp_already(
        self, town: Actor, draft: Application
    ) -> None:
        save(town, draft, Section.NUMBER, existing_use="business_app")
        assert "existing_plan" in missing(draft)

        save(town, draft, Section.NUMBER)
        assert "existing_plan" not in missing(draft)


class TestTwoParties:
    def test_fill_in_a_draft_together(self, bsp: Actor, draft: Application) -> None:
        save(bsp, draft, Section.MUNICIPALITY)

        assert data_of(draft, Section.MUNICIPALITY)["kvk_number"] == "12345678"

    def test_see_who_changed_what(self, bsp: Actor, draft: Application) -> None:
        save(bsp, draft, Section.MUNICIPALITY, legal_name="Gemeente Proef")

        with scope(bsp.organisation_id):
            (event,) = list_events(draft, EventKind.CHANGE)
        assert (event.actor, event.details["section"]) == ("Dora", "municipality")
        assert {
            "field": "legal_name",
            "old": "Gemeente Proefstad",
            "new": "Gemeente Proef",
        } in event.details["changes"]

    def test_can_not_undo_each_others_work_unseen(
        self, town: Actor, bsp: Actor, draft: Application
    ) -> None:
        save(bsp, draft, Section.MUNICIPALITY, legal_name="Gemeente Proef")

        with scope(town.organisation_id), pytest.raises(SectionChanged) as changed:
            filling.save_section(
                town, draft, Section.MUNICIPALITY, ANSWERS[Section.MUNICIPALITY], version=0
            )

        assert changed.value.section.data["legal_name"] == "Gemeente Proef"
        assert data_of(draft, Section.MUNICIPALITY)["legal_name"] == "Gemeente Proef"

    def test_leave_the_statement_to_the_municipality(self, bsp: Actor, draft: Application) -> None:
        with pytest.raises(TransitionNotAllowed):
            save(bsp, draft, Section.FORBIDDEN)

    def test_change_nothing_once_it_is_signed(
        self, town: Actor, bsp: Actor, signed: Application
    ) -> None:
        for actor in (town, bsp):
            with pytest.raises(TransitionNotAllowed):
                save(actor, signed, Section.MUNICIPALITY, city="Elders")

    def test_keep_the_file_from_a_stranger(self, charlie: Person, draft: Application) -> None:
        stranger = actor_of(charlie)

        with scope(stranger.organisation_id), pytest.raises(Application.DoesNotExist):
            filling.save_section(stranger, draft, Section.MUNICIPALITY, {}, version=0)


class TestSigning:
    def test_asks_a_person_for_a_whole_file(self, town: Actor, draft: Application) -> None:
        with pytest.raises(FileIncomplete) as refused:
            sign(town, draft)

        assert {each.field for each in refused.value.missing} == missing(draft)

    def test_asks_a_person_for_name_function_and_mandate(
        self, town: Actor, draft: Application
    ) -> None:
        fill(town, draft)

        with scope(town.organisation_id), pytest.raises(SignatureMissing):
            actions.take_step(town, draft.id, "sign")

    def test_is_done_by_who_has_the_mandate(
        self, municipality: Organisation, town: Actor, draft: Application
    ) -> None:
        fill(town, draft)
        signatory = actor_of(join(municipality, "Sim", "signatory"))

        assert sign(signatory, draft).status == "signed"
        with scope(town.organisation_id):
            event = list_events(draft, EventKind.STEP)[-1]
        assert event.details["signature"]["function"] == SIGNATURE.function


class TestWordsThatPointToAForbiddenUse:
    def test_must_be_explained_or_written_differently_before_signing(
        self, town: Actor, draft: Application
    ) -> None:
        fill(town, draft)
        declare(town, draft, "Stem op lijst 3!")
        with every_tenant("a test looks at everything"):
            (smell,) = list_smells(access_application(draft.id), localdate())
        assert smell.finding.phrase in "Stem op lijst 3!"
        assert missing(draft) == {smell.answer_field}

        save(
            town,
            draft,
            Section.FORBIDDEN,
            **{smell.answer_field: "Een voorbeeld van wat niet mag."},
        )
        assert missing(draft) == set()

        declare(town, draft, "Stem op lijst 4!")
        assert len(missing(draft)) == 1, "another phrase asks for its own explanation"

    @pytest.mark.parametrize(
        ("section", "field", "text"),
        [
            (Section.NUMBER, "display_name", "Stem op lijst 3"),
            (Section.NUMBER, "existing_plan", "Daar staat nu: kom stemmen op de wethouder!"),
            (Section.MUNICIPALITY, "department", "Stem op lijst 3"),
            (Section.CONTACTS, "technical_function", "Stem op lijst 3"),
        ],
    )
    def test_are_looked_for_wherever_people_write_in_their_own_words(
        self, town: Actor, draft: Application, section: Section, field: str, text: str
    ) -> None:
        fill(town, draft)
        save(town, draft, section, **{field: text})

        with every_tenant("a test looks at everything"):
            (smell,) = list_smells(access_application(draft.id), localdate())
        assert (smell.section, smell.field) == (section, field)
        assert missing(draft) == {smell.answer_field}

    def test_are_no_trouble_in_ordinary_messages(self, town: Actor, draft: Application) -> None:
        declare(town, draft, "Het stembureau is open tot 21.00 uur.")

        with every_tenant("a test looks at everything"):
            assert list_smells(access_application(draft.id), localdate()) == []


class TestRemarks:
    def remark(self, bsp: Actor, application: Application) -> remarks.ApplicationRemark:
        with scope(bsp.organisation_id):
            return remarks.make_remark(
                bsp, application.id, Section.PURPOSES, "audience_permits", "Ook bedrijven?"
            )

    def send_back(self, bsp: Actor, application: Application) -> None:
        with scope(bsp.organisation_id):
            actions.take_step(bsp, application.id, "return", reason="Eén vraag.")

    def test_must_be_answered_before_the_municipality_signs_again(
        self, town: Actor, bsp: Actor, signed: Application
    ) -> None:
        remark = self.remark(bsp, signed)
        self.send_back(bsp, signed)

        with pytest.raises(RemarksOpen):
            sign(town, signed)
        with scope(town.organisation_id):
            remarks.answer_remark(town, signed.id, remark.id, "Nee, alleen inwoners.")

        assert sign(town, signed).status == "signed"

    def test_wait_still_when_another_field_of_their_part_was_changed(
        self, town: Actor, bsp: Actor, signed: Application
    ) -> None:
        with scope(bsp.organisation_id):
            remarks.make_remark(bsp, signed.id, Section.NUMBER, "display_name", "Voluit?")
        self.send_back(bsp, signed)

        save(town, signed, Section.NUMBER, number="085 000 0092")
        with pytest.raises(RemarksOpen):
            sign(town, signed)
        save(town, signed, Section.NUMBER, display_name="Gemeente Proefstad Noord")

        assert sign(town, signed).status == "signed"

    def test_are_dealt_with_by_a_change_of_their_field(
        self, town: Actor, bsp: Actor, signed: Application
    ) -> None:
        self.remark(bsp, signed)
        self.send_back(bsp, signed)

        declare(town, signed, "Uw vergunning is klaar.")

        assert sign(town, signed).status == "signed"

    def test_must_be_solved_before_the_provider_accepts(
        self, bsp: Actor, signed: Application
    ) -> None:
        remark = self.remark(bsp, signed)
        with scope(bsp.organisation_id):
            with pytest.raises(RemarksOpen):
                actions.take_step(bsp, signed.id, "accept")
            remarks.resolve_remark(bsp, signed.id, remark.id)

            assert actions.take_step(bsp, signed.id, "accept").status == "accepted"

    def test_are_about_what_is_there(self, bsp: Actor, signed: Application) -> None:
        with scope(bsp.organisation_id):
            for section, field in ((Section.CONTACTS, "zomaar"), (Section.PURPOSES, "volume")):
                with pytest.raises(FieldUnknown):
                    remarks.make_remark(bsp, signed.id, section, field, "Klopt dit?")

        with every_tenant("a test looks at everything"):
            assert not signed.remarks.exists()

    def test_are_the_providers_to_make(self, town: Actor, signed: Application) -> None:
        with pytest.raises(TransitionNotAllowed):
            self.remark(town, signed)


@pytest.fixture(autouse=True)
def database(db: None) -> None:
    """Every test opens the scopes that it needs."""
