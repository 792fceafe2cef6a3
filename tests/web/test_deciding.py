"""The platform's answer as the provider records it, and an objection against it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.applications import PDF
from tests.web.test_application import at, page_of, status_of

from bode.licensing.models import Application, ApplicationFile
from bode.organisations import mailing
from bode.organisations.tenancy import every_tenant, scope


class TestTheAnswer:
    def decide(self, browser: Client, application: Application, **form: Any) -> Any:
        given = {"reason": "Bericht van WhatsApp.", "decided_on": "2026-01-05"} | form
        return browser.post(at(application, "application_decision"), given)

    def test_in_part_says_why_the_rest_was_refused(
        self, bsp: Client, town: Client, submitted: Application
    ) -> None:
        form = {"outcome": "approve_in_part", "granted_permits": "on"}
        refused = self.decide(bsp, submitted, **form)
        assert refused.status_code == 422
        assert 'id="id_refusal_tourism_error"' in refused.content.decode()

        self.decide(bsp, submitted, **form, refusal_tourism="Te algemeen.")

        page = page_of(town, at(submitted, "application"))
        assert status_of(submitted) == "partly_approved"
        assert "Te algemeen." in page
        assert "Bezwaar maken" in page

    def test_in_part_with_every_purpose_points_to_the_whole_approval(
        self, bsp: Client, submitted: Application
    ) -> None:
        both = {"granted_permits": "on", "granted_tourism": "on"}

        answer = self.decide(bsp, submitted, outcome="approve_in_part", **both)

        assert answer.status_code == 422
        assert "Kies dan “Goedgekeurd: alle doelen mogen”." in answer.content.decode()

    def test_keeps_no_reason_with_a_purpose_that_may(
        self, bsp: Client, town: Client, submitted: Application
    ) -> None:
        form = {"outcome": "approve_in_part", "granted_permits": "on", "refusal_permits": "Oeps."}

        self.decide(bsp, submitted, **form, refusal_tourism="Te algemeen.")

        assert "Oeps." not in page_of(town, at(submitted, "application_timeline"))

    def test_keeps_the_document_that_proves_it(
        self, bsp: Client, town: Client, submitted: Application
    ) -> None:
        document = SimpleUploadedFile("antwoord.pdf", PDF, "application/pdf")
        self.decide(bsp, submitted, outcome="reject", file=document)

        with every_tenant("a test looks at everything"):
            kept = ApplicationFile.objects.get()
        answer = town.get(at(submitted, "application_document", kept.id))
        assert answer.content == PDF
        assert answer["Content-Disposition"] == 'attachment; filename="antwoord.pdf"'

    def test_is_not_recorded_with_a_file_of_another_kind(
        self, bsp: Client, submitted: Application
    ) -> None:
        program = SimpleUploadedFile("antwoord.pdf", b"MZ\x90\x00", "application/pdf")

        answer = self.decide(bsp, submitted, outcome="reject", file=program)

        assert answer.status_code == 422
        assert "Kies een pdf, een png of een jpg." in answer.content.decode()
        assert status_of(submitted) == "submitted"

    def test_can_be_a_question_with_a_last_day(
        self, bsp: Client, town: Client, submitted: Application
    ) -> None:
        self.decide(bsp, submitted, outcome="ask_information", answer_by="2031-03-03")

        page = page_of(town, at(submitted, "application"))
        assert "WhatsApp wil meer weten." in page
        assert "uiterlijk 3 maart 2031" in page

    def test_can_be_objected_to_and_applied_for_again(
        self, bsp: Client, town: Client, submitted: Application
    ) -> None:
        self.decide(bsp, submitted, outcome="reject")
        town.post(at(submitted, "application_objection"), {"reason": "Wij zien het anders."})
        assert status_of(submitted) == "objected"
        self.decide(bsp, submitted, outcome="dismiss_objection")

        answer = town.post(at(submitted, "application_again"))

        assert status_of(submitted) == "rejected"
        assert "Eerdere aanvraag" in page_of(town, answer["Location"])
        assert "Nieuwe aanvraag" in page_of(town, at(submitted, "application"))

    def test_an_objection_that_was_dismissed_is_told_with_its_reason_and_not_made_again(
        self, town: Client, bsp: Client, submitted: Application
    ) -> None:
        self.decide(bsp, submitted, outcome="reject")
        again = at(submitted, "application_objection")
        town.post(again, {"reason": "Wij zien het anders."})
        self.decide(bsp, submitted, outcome="dismiss_objection")

        town.post(again, {"reason": "Nog eens."})

        assert status_of(submitted) == "rejected"
        with scope(submitted.municipality_id):
            newest = mailing.list_mail()[0].text
        assert "WhatsApp heeft uw bezwaar afgewezen. De reden:" in newest

    def test_is_the_providers_to_record(self, town: Client, submitted: Application) -> None:
        assert self.decide(town, submitted, outcome="approve").status_code == 403
