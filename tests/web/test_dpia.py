"""The DPIA in the browser: saved as it goes, weighed by one table, advised about and completed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.licensing.test_dpia import PDF
from tests.web.conftest import SignedIn
from tests.web.test_licence import apply, the_application

from bode.licensing.dpia import queries
from bode.licensing.models import Application
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant


@pytest.fixture
def draft(town: Client, provider: Organisation) -> Application:
    apply(town)
    return the_application()


def dpia(browser: Client, application: Application) -> str:
    return browser.get(reverse("dpia", args=[application.id])).content.decode()


def fill(browser: Client, application: Application, section: str, **given: Any) -> Any:
    headers = given.pop("headers", {})
    form = {key.replace("__", "."): value for key, value in given.items()}
    address = reverse("dpia_section", args=[application.id, section])
    return browser.post(address, form, headers=headers)


def upload(browser: Client, application: Application, data: bytes = PDF, **given: Any) -> Any:
    form = {
        "file": SimpleUploadedFile("dpia.pdf", data, "application/pdf"),
        "made_on": "2026-03-02",
        "author": "IBD",
        "outcome": "limited",
        "summary": "Er blijft een beperkt risico over.",
    } | given
    return browser.post(reverse("dpia_document", args=[application.id]), form)


def post(browser: Client, application: Application, name: str, **form: str) -> Any:
    return browser.post(reverse(name, args=[application.id]), form)


def answers(application: Application) -> dict[str, Any]:
    with every_tenant("a test looks at everything"):
        return queries.answers_of(application)


def test_begins_with_what_the_application_says_already(town: Client, draft: Application) -> None:
    page = town.get(reverse("dpia_section", args=[draft.id, "processing"])).content.decode()

    assert "Doel: Vergunningen" in page
    assert "Inwoners vragen hoe het met hun aanvraag staat." in page
    assert "Gemeente Proefstad gebruikt WhatsApp via Proefbode." in page


def test_no_risk_has_a_level_before_the_municipality_weighed_it(
    town: Client, draft: Application
) -> None:
    page = town.get(reverse("dpia_section", args=[draft.id, "risks_platform"])).content.decode()

    assert " selected" not in page.replace('value="" selected', "")
    assert " checked" not in page


def test_a_page_may_be_left_half_way(town: Client, draft: Application) -> None:
    answer = fill(town, draft, "necessity", necessity="Zij vragen erom.", shown="{}", next="1")

    assert answer["Location"] == reverse("dpia_section", args=[draft.id, "parties"])
    assert answers(draft)["necessity"] == "Zij vragen erom."
    assert "3 open" in dpia(town, draft)


def test_each_answer_is_saved_as_it_is_given(town: Client, draft: Application) -> None:
    htmx = {"HX-Request": "true"}
    fill(
        town,
        draft,
        "risks_platform",
        risk__metadata__chance="3",
        headers=htmx,
        question="risk.metadata.chance",
    )
    answer = fill(
        town,
        draft,
        "risks_platform",
        risk__metadata__impact="2",
        headers=htmx,
        question="risk.metadata.impact",
    )

    told = answer.content.decode()
    assert "Bewaard om" in told
    assert 'id="before-metadata" hx-swap-oob="true">hoog' in told
    assert answers(draft) == {"risk.metadata.chance": "3", "risk.metadata.impact": "2"}


def test_what_the_authority_said_is_asked_once_a_high_risk_is_left(
    town: Client, draft: Application
) -> None:
    address = reverse("dpia_section", args=[draft.id, "conclusion"])
    assert "gezegd? (mag leeg blijven)" in town.get(address).content.decode()
    estimate = {"risk__phishing__residual_chance": "3", "risk__phishing__residual_impact": "3"}
    fill(town, draft, "risks_messages", shown="{}", **estimate)

    page = town.get(address).content.decode()

    assert "gezegd? (mag leeg blijven)" not in page
    assert "Er blijft een hoog risico over: vul dit in." in page


def test_an_old_page_does_not_undo_what_a_colleague_wrote(
    town: Client, bob: Person, signed_in: SignedIn, draft: Application
) -> None:
    fill(signed_in(bob), draft, "necessity", alternatives="Wij bekeken sms.", shown="{}")

    fill(town, draft, "necessity", necessity="Zij vragen erom.", alternatives="", shown="{}")

    assert answers(draft)["alternatives"] == "Wij bekeken sms."


def test_an_answer_that_is_too_long_is_told_beside_its_question(
    town: Client, draft: Application
) -> None:
    answer = fill(town, draft, "necessity", necessity="x" * 8001, choice="Bellen.", shown="{}")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_necessity_error"' in page
    assert "Bellen." in page
    assert answers(draft) == {}


def test_what_is_open_is_told_when_advice_is_asked(town: Client, draft: Application) -> None:
    fill(town, draft, "necessity", necessity="Zij vragen erom.", shown="{}")

    answer = post(town, draft, "dpia_offer")

    assert answer.status_code == 422
    assert "De DPIA is nog niet compleet" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"data": b"geen pdf"}, "Dit soort bestand past hier niet."),
        ({"made_on": "2199-01-01"}, "Deze datum ligt in de toekomst."),
        ({"author": ""}, "Vul in wie het document heeft gemaakt."),
        ({"outcome": "fine"}, "fine"),
    ],
)
def test_a_wrong_document_is_refused_beside_the_field(
    town: Client, draft: Application, given: dict[str, Any], told: str
) -> None:
    answer = upload(town, draft, **given)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Nog niet begonnen" in dpia(town, draft)


def test_from_a_document_to_a_complete_dpia(
    town: Client, bob: Person, dora: Person, signed_in: SignedIn, draft: Application
) -> None:
    officer, bsp = signed_in(bob), signed_in(dora)
    upload(town, draft)
    post(town, draft, "dpia_offer")
    assert "Advies geven" not in dpia(town, draft)
    assert reverse("dpia", args=[draft.id]) in officer.get("/privacy/").content.decode()
    assert "Advies geven" in dpia(officer, draft)
    post(officer, draft, "dpia_advise", **{"advice-verdict": "negative", "advice-text": "Nee."})

    refused = post(town, draft, "dpia_complete", **{"reply-reply": " "})
    assert "Het advies is negatief." in refused.content.decode()
    post(town, draft, "dpia_complete", **{"reply-reply": "Wij beginnen klein."})

    page = dpia(bsp, draft)
    assert "De DPIA is klaar en hoort bij de aanvraag." in page
    assert "Wij beginnen klein." in page
    file = bsp.get(reverse("dpia_document_file", args=[draft.id]))
    assert file.content == PDF
    assert file["Content-Disposition"] == 'attachment; filename="dpia.pdf"'


def test_the_history_names_the_privacy_officer_and_who_wrote_their_advice_down(
    town: Client, draft: Application
) -> None:
    upload(town, draft)
    post(town, draft, "dpia_offer")
    advice = {"advice-verdict": "positive", "advice-text": "Ja."}
    assert post(town, draft, "dpia_advise", **advice).status_code == 422
    post(town, draft, "dpia_advise", **advice, **{"advice-adviser": "Noor Peters"})

    page = town.get(reverse("application_timeline", args=[draft.id])).content.decode()

    assert "Noor Peters · Proefstad" in page
    assert "<strong>Vastgelegd door:</strong> Alice" in page


def test_the_page_of_the_application_says_how_far_it_is(town: Client, draft: Application) -> None:
    upload(town, draft)

    page = town.get(reverse("application", args=[draft.id])).content.decode()
    assert "Wordt ingevuld" in page
    assert "DPIA: document geplaatst" in page


@pytest.mark.parametrize("name", ["dpia", "dpia_document_file"])
def test_a_stranger_finds_nothing(
    town: Client, charlie: Person, signed_in: SignedIn, draft: Application, name: str
) -> None:
    upload(town, draft)

    assert signed_in(charlie).get(reverse(name, args=[draft.id])).status_code == 404


def test_the_provider_changes_nothing(
    dora: Person, signed_in: SignedIn, draft: Application
) -> None:
    bsp = signed_in(dora)

    assert upload(bsp, draft).status_code == 403
    assert fill(bsp, draft, "necessity", necessity="Anders.", shown="{}").status_code == 403
