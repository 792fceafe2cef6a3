"""The editor of templates: checks beside each field, drafts, submission, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace
from tests.web.conftest import SignedIn

from bode.basics import now
from bode.licensing.library import find_ready_template
from bode.licensing.models import PhoneNumber, Template, TemplateChange
from bode.licensing.platform_templates import store_templates
from bode.licensing.queries import template_shape
from bode.licensing.template_search import templates_in_scope
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant

pytestmark = pytest.mark.usefixtures("no_jobs")

DUTCH = {
    "nl-header": "Uw pas is klaar",
    "nl-body": "Beste {{naam}}, uw pas ligt vanaf vandaag klaar op het stadhuis.",
    "nl-variables": "naam",
    "nl-examples-naam": "mevrouw Jansen",
}


@pytest.fixture
def town(alice: Person, number: PhoneNumber, signed_in: SignedIn) -> Client:
    return signed_in(alice)


def write(browser: Client, do: str, *, headers: Any = None, **form: Any) -> Any:
    given = {"name": "pas_klaar", "purpose": "municipal_services", "category": "UTILITY", "do": do}
    return browser.post(reverse("new_template"), given | DUTCH | form, headers=headers)


def edit(browser: Client, do: str, **form: str) -> Any:
    given = {"purpose": "appointments", "category": "UTILITY", "do": do}
    return browser.post(
        reverse("edit_template", args=["afspraak_herinnering"]), given | form, follow=True
    )


def the_templates(name: str = "pas_klaar") -> list[Template]:
    with every_tenant("a test looks at everything"):
        return list(Template.objects.filter(name=name))


def shown(answer: Any) -> str:
    return answer.content.decode()


def test_a_draft_is_kept_in_the_languages_that_were_filled_in(town: Client) -> None:
    answer = write(town, "save")

    assert answer["Location"] == reverse("edit_template", args=["pas_klaar"])
    assert [(one.language, one.status, one.purpose) for one in the_templates()] == [
        ("nl", "DRAFT", "municipal_services")
    ]


def test_a_draft_comes_back_as_it_was_written(town: Client) -> None:
    write(town, "save", **{"nl-buttons-0-type": "QUICK_REPLY", "nl-buttons-0-text": "Ik kom"})
    page = shown(town.get(reverse("edit_template", args=["pas_klaar"])))

    for text in ("Uw pas is klaar", "mevrouw Jansen", 'value="Ik kom"', "Concept"):
        assert text in page


def test_both_languages_are_submitted_together(town: Client) -> None:
    english = {
        "en-body": "Dear {{naam}}, your pass is ready in the town hall.",
        "en-examples-naam": "Mrs Jansen",
    }
    write(town, "submit", **english)

    assert [(one.language, one.status) for one in the_templates()] == [
        ("en", "SUBMITTING"),
        ("nl", "SUBMITTING"),
    ]
    assert "wacht op WhatsApp" in shown(town.get(reverse("edit_template", args=["pas_klaar"])))


def test_what_the_checks_forbid_stands_beside_its_field(town: Client) -> None:
    answer = write(town, "submit", **{"nl-body": "{{naam}}, uw pas ligt klaar op het stadhuis."})

    assert answer.status_code == 422
    after = shown(answer).split('id="nl-body-findings"', 1)[1]
    assert "begint of eindigt met een variabele" in after.split("<textarea", 1)[0]
    assert the_templates() == []


def test_a_warning_is_told_and_stops_nobody(town: Client) -> None:
    form = {"nl-body": "Beste {{naam}}, uw pas is gratis en ligt klaar op het stadhuis."}

    assert "klinkt als reclame" in shown(write(town, "preview", **form))
    assert write(town, "submit", **form).status_code == 302


def test_the_preview_has_the_examples_filled_in_also_without_a_script(town: Client) -> None:
    page = shown(write(town, "preview"))

    assert "Beste mevrouw Jansen, uw pas ligt" in page
    assert the_templates() == []


def test_a_page_with_a_script_gets_only_what_may_differ(town: Client) -> None:
    fragment = shown(write(town, "preview", headers={"HX-Request": "true"}))

    assert 'id="nl-preview" hx-swap-oob="true"' in fragment
    assert "<html" not in fragment
    assert "nl-variables" not in fragment  # someone may be typing in an example


def test_new_blanks_bring_fields_for_their_examples(town: Client) -> None:
    form = {"nl-body": "Beste {{naam}}, uw {{document}} ligt klaar op het stadhuis."}
    fragment = shown(write(town, "preview", headers={"HX-Request": "true"}, **form))

    assert 'name="nl-examples-document"' in fragment
    assert 'value="mevrouw Jansen"' in fragment


def test_a_name_that_is_in_use_is_not_overwritten(town: Client) -> None:
    write(town, "save")
    answer = write(town, "save", **{"nl-body": "Iets heel anders voor u."})

    assert answer.status_code == 422
    assert "al een sjabloon met deze naam" in shown(answer)


def test_an_approved_template_is_edited_within_its_limits(town: Client) -> None:
    body = "Beste {{naam}}, uw pas ligt vanaf vandaag klaar op het stadhuis."
    form = {"nl-body": body, "nl-examples-naam": "mevrouw Jansen"}
    assert "wacht op WhatsApp" in shown(edit(town, "submit", **form))

    with every_tenant("the platform did it"):
        change = TemplateChange.objects.get()
        TemplateChange.objects.update(status="done", settled_at=change.requested_at)
    page = shown(town.get(reverse("edit_template", args=["afspraak_herinnering"])))
    assert change.kind == "edit"
    assert "U kunt dit sjabloon pas op" in page
    assert 'name="nl-body"' not in page


@pytest.mark.parametrize(
    ("status", "step", "button"),
    [
        ("APPROVED", "archive", "Sjabloon archiveren"),
        ("REJECTED", "archive", "Sjabloon archiveren"),
        ("ARCHIVED", "unarchive", "Sjabloon terughalen"),
        ("PAUSED", "unpause", "Pauze beëindigen"),
    ],
)
def test_a_template_is_put_away_and_brought_back_with_a_button(
    town: Client, status: str, step: str, button: str
) -> None:
    [template] = the_templates("afspraak_herinnering")
    with every_tenant("the platform did it"):
        Template.objects.update(status=status)
    page = reverse("edit_template", args=["afspraak_herinnering"])
    address = reverse("move_template", args=[template.id, step])
    assert f'action="{address}"' in shown(town.get(page))
    assert button in shown(town.get(page))

    answer = town.post(address, follow=True)

    assert "Uw vraag gaat naar WhatsApp" in shown(answer)
    assert "wacht op WhatsApp" in shown(answer)
    assert f'action="{address}"' not in shown(answer)


def test_what_does_not_fit_a_template_is_not_asked_for(town: Client) -> None:
    [template] = the_templates("afspraak_herinnering")

    assert "Dit kan nu niet" in shown(
        town.post(reverse("move_template", args=[template.id, "unpause"]), follow=True)
    )
    assert town.post(reverse("move_template", args=[template.id, "edit"])).status_code == 404


def test_the_platforms_refusal_stands_at_its_field(town: Client) -> None:
    write(town, "submit")
    with every_tenant("the platform refused"):
        change = TemplateChange.objects.get()
        TemplateChange.objects.update(
            status="refused", settled_at=change.requested_at, error_code=2388293
        )
        Template.objects.filter(name="pas_klaar").update(status="DRAFT")

    page = shown(town.get(reverse("edit_template", args=["pas_klaar"])))
    after = page.split('id="nl-body-findings"', 1)[1]
    assert "te veel variabelen" in after.split("<textarea", 1)[0]


def test_a_draft_is_thrown_away(town: Client) -> None:
    write(town, "save")
    [draft] = the_templates()
    town.post(reverse("delete_template", args=[draft.id]))

    assert the_templates() == []


def test_the_library_leads_to_an_editor_with_its_texts(town: Client) -> None:
    ready = find_ready_template("paspoort_ligt_klaar")
    assert ready is not None
    assert "?ready=paspoort_ligt_klaar" in shown(town.get(reverse("template_library")))

    page = shown(town.get(reverse("new_template"), {"ready": ready.name}))
    assert ready.texts["nl"].header in page
    assert ready.texts["en"].header in page


def test_the_library_shows_its_texts_in_the_language_of_the_page(town: Client) -> None:
    ready = find_ready_template("paspoort_ligt_klaar")
    assert ready is not None
    town.cookies["django_language"] = "en"

    page = shown(town.get(reverse("template_library")))

    assert ready.texts["en"].header in page
    assert ready.texts["nl"].header not in page


def test_the_list_tells_status_purpose_and_what_moved_to_marketing(
    town: Client, number: PhoneNumber
) -> None:
    write(town, "save")
    with every_tenant("a test's world"):
        known = [template_shape(each) for each in templates_in_scope() if each.platform_id]
        store_templates(number, [replace(shape, category="MARKETING") for shape in known], now())

    page = shown(town.get(reverse("message_templates")))
    assert "Diensten van de gemeente" in page
    assert 'data-status="DRAFT"' in page
    assert "heeft dit sjabloon marketing genoemd" in page


@pytest.mark.parametrize("page", ["new_template", "template_library"])
def test_only_administrators_and_their_provider_may_write(
    page: str, bob: Person, dora: Person, signed_in: SignedIn, number: PhoneNumber
) -> None:
    assert signed_in(bob).get(reverse(page)).status_code == 403
    assert signed_in(dora).get(reverse(page)).status_code == 200


def test_another_municipalitys_template_is_not_there(
    town: Client, charlie: Person, signed_in: SignedIn
) -> None:
    write(town, "save")
    [draft] = the_templates()
    stranger = signed_in(charlie)

    assert stranger.get(reverse("edit_template", args=["pas_klaar"])).status_code == 404
    assert stranger.post(reverse("delete_template", args=[draft.id])).status_code == 404


def test_without_a_number_one_hears_what_to_wait_for(alice: Person, signed_in: SignedIn) -> None:
    answer = write(signed_in(alice), "save")

    assert answer.status_code == 422
    assert "nog geen nummer" in shown(answer)
