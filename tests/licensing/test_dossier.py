"""The dossier of a real application: gathered, written, and read in by another organisation."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given, settings
from tests.applications import SIGNATURE, fill
from tests.licensing.dossiers import dossiers
from tests.licensing.test_dpia import PDF, advise, answer_everything, complete, offer, upload
from tests.people import actor_of

from bode.licensing import actions as procedure
from bode.licensing import licence_steps
from bode.licensing.actions import Declaration
from bode.licensing.decisions import Decision
from bode.licensing.documents import keep_document
from bode.licensing.dossier import codec, importing
from bode.licensing.dossier.codec import DossierRefused, encode
from bode.licensing.dossier.gathering import gather
from bode.licensing.dossier.printing import print_pdf
from bode.licensing.dossier.printing.layout import lay_out
from bode.licensing.dossier.structs import Dossier
from bode.licensing.dossier.words import place_name, status_named, step_named
from bode.licensing.dpia import actions as dpia_actions
from bode.licensing.licence_history import Grounds
from bode.licensing.licence_states import Cause, LicenceParty
from bode.licensing.models import Application, ImportedDossier
from bode.licensing.remarks import answer_remark, make_remark, resolve_remark
from bode.licensing.sections import FIELDS, Section
from bode.licensing.states import STEPS, ApplicationStatus, LicenceStatus
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy.models import AuditEntry

STRANGE = 'Vragen: #let x = 1 $a$ "é" \\ 😀 مرحبا'


@pytest.fixture
def town(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def application(town: Actor, provider: Organisation) -> Application:
    with scope(town.organisation_id):
        return procedure.apply(
            town,
            municipality="GM9911",
            provider="proefbode",
            route="bsp",
            purposes=[Declaration(code="permits", explanation=STRANGE)],
        )


def gathered(actor: Actor, application: Application) -> Dossier:
    with scope(actor.organisation_id):
        return gather(application.id)


def blocks(dossier: Dossier, title: str) -> list[dict[str, Any]]:
    """What is printed under this title."""
    found: list[dict[str, Any]] = next(
        each["blocks"] for each in lay_out(dossier)["sections"] if each["title"] == title
    )
    return found


def import_by(actor: Actor, data: bytes) -> ImportedDossier:
    with scope(actor.organisation_id):
        return importing.import_dossier(actor, "dossier.json", data)


def take(actor: Actor, application: Application, step: str, **given: Any) -> None:
    with scope(actor.organisation_id):
        procedure.take_step(actor, application.id, step, **given)


def with_document(town: Actor, officer: Person, application: Application) -> None:
    upload(town, application)
    offer(town, application)
    advise(actor_of(officer), application)
    complete(town, application)


class TestGathering:
    def test_takes_in_the_application_and_its_history(
        self, town: Actor, application: Application
    ) -> None:
        dossier = gathered(town, application)

        assert dossier.application.purposes[0].explanation == STRANGE
        assert [event.what.code for event in dossier.history] == ["create"]
        assert dossier.as_of == dossier.history[-1].at
        assert dossier.dpia is None

    def test_takes_in_an_uploaded_dpia_with_its_file(
        self, town: Actor, bob: Person, application: Application
    ) -> None:
        with_document(town, bob, application)

        dossier = gathered(town, application)

        assert dossier.dpia is not None
        assert dossier.dpia.document is not None
        assert dossier.dpia.document.sha256 == dossier.files[0].sha256
        assert dossier.files[0].data == PDF
        assert dossier.dpia.advices[0].adviser == "Bob"

    def test_tells_answers_and_risks_in_words(self, town: Actor, application: Application) -> None:
        answer_everything(town, application)

        dpia = gathered(town, application).dpia

        assert dpia is not None
        grounds = [each for each in dpia.answers if each.key == "purpose.permits.ground"]
        assert grounds[0].value == ["Toestemming van de inwoner (artikel 6, lid 1, onder a)"]
        assert (dpia.risks[0].chance, dpia.risks[0].level) == ("klein", "low")

    def test_is_the_same_until_something_happens(
        self, town: Actor, application: Application
    ) -> None:
        before = encode(gathered(town, application))
        assert encode(gathered(town, application)) == before

        upload(town, application)
        assert encode(gathered(town, application)) != before

    def test_is_not_for_a_stranger(self, charlie: Person, application: Application) -> None:
        with pytest.raises(Application.DoesNotExist):
            gathered(actor_of(charlie), application)


class TestThePrintedDossier:
    def test_names_the_privacy_officer_in_its_history_and_who_wrote_it_down(
        self, town: Actor, application: Application
    ) -> None:
        upload(town, application)
        offer(town, application)
        advise(town, application, adviser="Noor Peters")

        told = json.dumps(lay_out(gathered(town, application)), ensure_ascii=False)

        assert "Noor Peters (vastgelegd door Alice), Proefstad" in told

    def test_sums_up_what_was_granted_and_what_refused_with_the_reason(
        self, town: Actor, application: Application
    ) -> None:
        dossier = gathered(town, application)
        purpose = dossier.application.purposes[0]
        answered = [
            msgspec.structs.replace(purpose, name="Vergunningen", granted=True),
            msgspec.structs.replace(
                purpose, name="Toerisme", granted=False, refusal="Te algemeen."
            ),
        ]
        decided = msgspec.structs.replace(dossier.application, purposes=answered)

        told = lay_out(msgspec.structs.replace(dossier, application=decided))

        summary = told["sections"][0]["blocks"][0]["rows"]
        assert ["Toegestane doelen", "Vergunningen"] in summary
        assert ["Geweigerd doel", "Toerisme: Te algemeen."] in summary

    def test_marks_an_advice_and_a_signature_of_before_the_last_change(
        self, town: Actor, dora: Person, application: Application
    ) -> None:
        fill(town, application)
        take(town, application, "sign", signature=SIGNATURE)
        bsp = actor_of(dora)
        take(bsp, application, "return", reason="Vul het aan.")
        returned = blocks(gathered(town, application), "Verklaringen en ondertekening")
        with scope(town.organisation_id):
            dpia_actions.reopen(town, application.id)
        fill(town, application)
        take(town, application, "sign", signature=SIGNATURE)
        dossier = gathered(town, application)

        signatures = [
            each["label"]
            for each in blocks(dossier, "Verklaringen en ondertekening")
            if each["kind"] == "signature"
        ]
        assert signatures == [
            "Eerder ondertekend, geldt niet meer",
            "Ondertekend namens de gemeente door",
        ]
        assert returned[-1]["label"] == "Eerder ondertekend, geldt niet meer"
        told = json.dumps(blocks(dossier, "DPIA"))
        assert dossier.dpia is not None
        assert told.count("Van voor de laatste wijziging") == len(dossier.dpia.advices) - 1 == 1

    def test_says_no_to_a_forbidden_use_and_names_what_was_refused_in_the_decision(
        self, town: Actor, dora: Person, application: Application
    ) -> None:
        bsp = actor_of(dora)
        with scope(town.organisation_id):
            both = [
                Declaration(code=each, explanation="Uitleg.") for each in ("permits", "tourism")
            ]
            procedure.declare(town, application.id, both)
        fill(town, application)
        take(town, application, "sign", signature=SIGNATURE)
        take(bsp, application, "accept")
        take(bsp, application, "submit")
        decision = Decision(granted=["permits"], refusals={"tourism": "Te algemeen."})
        take(bsp, application, "approve_in_part", reason="Deels.", decision=decision)
        dossier = gathered(town, application)

        decided = json.dumps(blocks(dossier, "Besluit"), ensure_ascii=False)
        assert '["Geweigerd doel", "Toerisme: Te algemeen."]' in decided
        declared = blocks(dossier, "Verklaringen en ondertekening")[1]["rows"]
        assert {said["name"] for _use, said in declared} == {"Nee, nooit"}


class TestADecidedApplication:
    @pytest.fixture
    def dossier(self, town: Actor, dora: Person, application: Application) -> Dossier:
        """Filled in, signed with a mandate, returned once, and approved with evidence."""
        bsp = actor_of(dora)
        fill(town, application)
        take(town, application, "sign", signature=SIGNATURE)
        with scope(bsp.organisation_id):
            remark = make_remark(bsp, application.id, Section.MUNICIPALITY, "oin", "Klopt dit?")
            take(bsp, application, "return", reason="Zie de opmerking.")
        with scope(town.organisation_id):
            answer_remark(town, application.id, remark.id, "Ja.")
        take(town, application, "sign", signature=SIGNATURE)
        with scope(bsp.organisation_id):
            resolve_remark(bsp, application.id, remark.id)
            file = keep_document(bsp, application.id, "antwoord.pdf", PDF + b"%")
            take(bsp, application, "accept")
            take(bsp, application, "submit")
            decision = Decision(
                decided_on=date(2026, 11, 2),
                told_by="WhatsApp",
                reference="WA-1",
                file_ids=[file.id],
            )
            take(bsp, application, "approve", reason="Toegestaan.", decision=decision)
        return gathered(bsp, application)

    def test_has_its_parts_in_words(self, dossier: Dossier) -> None:
        told = dossier.application
        titles = [each.title for each in told.sections]

        assert titles == ["Gegevens van de gemeente", "Contactpersonen", "Telefoonnummer en naam"]
        assert ("KVK-nummer", "12345678") in [(f.label, f.value) for f in told.sections[0].fields]
        assert (told.purposes[0].volume, told.purposes[0].granted) == (300, True)
        assert (told.remarks[0].where, told.remarks[0].answer) == (
            "Gegevens van de gemeente, OIN",
            "Ja.",
        )

    def test_has_declarations_signatures_and_the_licence(self, dossier: Dossier) -> None:
        assert {each.declared for each in dossier.declarations} == {True}
        assert [(each.name, each.mandate) for each in dossier.signatures] == [
            ("Alice", "Volgens het mandaatregister van de gemeente")
        ] * 2
        assert dossier.licence is not None
        assert dossier.licence.purposes == ["permits"]

    def test_has_the_decision_with_its_evidence(self, dossier: Dossier) -> None:
        decision = dossier.decisions[0]

        assert (decision.step.code, decision.reference) == ("approve", "WA-1")
        assert [each.name for each in dossier.files if each.sha256 in decision.files] == [
            "antwoord.pdf"
        ]

    def test_names_everything_in_dutch(self, dossier: Dossier) -> None:
        for event in dossier.history:
            assert event.what.name != event.what.code
            assert event.status.name != event.status.code

    def test_stands_as_its_licence_stands(
        self, town: Actor, dossier: Dossier, application: Application
    ) -> None:
        assert dossier.licence is not None
        with scope(town.organisation_id):
            grounds = Grounds(by=LicenceParty.MUNICIPALITY, cause=Cause.OTHER, evidence="Vakantie.")
            suspended = licence_steps.suspend(town, dossier.licence.id, grounds)

        later = gathered(town, application)

        assert later.licence is not None
        assert later.licence.status.name == "Tijdelijk gestopt"
        assert later.as_of == suspended.at
        last = later.history[-1]
        assert (last.what.name, last.reason) == ("Vergunning tijdelijk gestopt", grounds.evidence)

    def test_is_read_again_and_printed(self, dossier: Dossier) -> None:
        assert codec.decode(encode(dossier)) == dossier
        assert print_pdf(dossier)


def test_what_a_program_left_out_stands_beside_its_signature(
    town: Actor, application: Application
) -> None:
    program = replace(town, person_id=None, roles=frozenset(), scopes=frozenset({"applications"}))
    take(program, application, "sign")

    signature = gathered(town, application).signatures[0]

    assert signature.is_program
    assert "Gegevens van de gemeente, OIN" in signature.missing
    assert signature.missing[-1] == "DPIA, afgerond met advies van de privacyfunctionaris"


def test_every_step_and_status_has_a_name_in_dutch() -> None:
    for step in STEPS:
        assert step_named(step).name != step
    for status in (*ApplicationStatus, *LicenceStatus):
        assert status_named(status).name != status
    assert step_named("late-2").name == step_named("late").name != "late"
    for section, fields in FIELDS.items():
        for field in (*fields, "of_an_earlier_release"):
            assert place_name(section, field)


class TestImporting:
    def test_gives_the_same_bytes_again(
        self, town: Actor, bob: Person, dora: Person, application: Application
    ) -> None:
        with_document(town, bob, application)
        data = encode(gathered(town, application))
        bsp = actor_of(dora)

        kept = import_by(bsp, data)

        with scope(bsp.organisation_id):
            assert importing.export_again(importing.access_imported(kept.id)) == data
        assert kept.municipality_name == "Proefstad"
        with every_tenant("a test looks at everything"):
            assert AuditEntry.objects.filter(what="dossier.import").count() == 1

    @given(dossier=dossiers)
    @settings(max_examples=15, deadline=None)
    def test_gives_any_dossier_again(self, dossier: Dossier) -> None:
        imported = ImportedDossier(data=encode(dossier))

        assert importing.export_again(imported) == encode(dossier)

    def test_keeps_the_same_dossier_once(self, town: Actor, application: Application) -> None:
        data = encode(gathered(town, application))

        assert import_by(town, data).id == import_by(town, data).id

    def test_refuses_a_changed_one_and_keeps_nothing(
        self, town: Actor, application: Application
    ) -> None:
        data = encode(gathered(town, application))

        with pytest.raises(DossierRefused):
            import_by(town, data.replace(b"Proefstad", b"Voorstad!"))

        with every_tenant("a test looks at everything"):
            assert not ImportedDossier.objects.exists()

    def test_is_not_for_everyone(self, town: Actor, bob: Person, application: Application) -> None:
        data = encode(gathered(town, application))

        with pytest.raises(NotAllowed):
            import_by(actor_of(bob), data)

    def test_is_seen_by_the_importer_alone(
        self, town: Actor, charlie: Person, application: Application
    ) -> None:
        import_by(town, encode(gathered(town, application)))

        with scope(actor_of(charlie).organisation_id):
            assert importing.list_imported() == []


class TestTheSchema:
    @given(dossier=dossiers)
    @settings(max_examples=25, deadline=None)
    def test_fits_every_dossier(self, dossier: Dossier) -> None:
        assert list(VALIDATOR.iter_errors(msgspec.json.decode(encode(dossier)))) == []

    def test_refuses_what_it_does_not_name(self, town: Actor, application: Application) -> None:
        told: dict[str, Any] = msgspec.json.decode(encode(gathered(town, application)))
        told["content"]["application"]["extra"] = 1

        assert not VALIDATOR.is_valid(told)


VALIDATOR = jsonschema_rs.validator_for(msgspec.json.decode(codec.schema()))
