"""The life of a licence in the browser: what follows is told before it is done."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django.fixtures import Settings
from tests.conversations.street import Citizen
from tests.outbox.running import simulate
from tests.web.conftest import SignedIn, reply, the_conversation, the_messages

from bode.basics import now
from bode.licensing.models import Licence, NumberTransfer, PhoneNumber
from bode.organisations import mailing
from bode.organisations.models import Mail, Municipality, Organisation, Person
from bode.organisations.tenancy import every_tenant

pytestmark = pytest.mark.usefixtures("number")


def take(browser: Client, licence: Licence, step: str, **form: str) -> Any:
    given = {"by": "municipality", "cause": "request", "evidence": "Besluit van het college."}
    return browser.post(reverse("licence_step", args=[licence.id, step]), given | form, follow=True)


def page(browser: Client, licence: Licence) -> str:
    return browser.get(reverse("licence_detail", args=[licence.id])).content.decode()


def test_before_an_end_it_is_told_how_many_messages_will_not_leave(
    town: Client, bsp: Client, licence: Licence, citizen: Citizen
) -> None:
    citizen.write()
    reply(town, the_conversation())

    for browser in (town, bsp):
        told = browser.get(reverse("licence_step", args=[licence.id, "end"])).content.decode()
        assert "<strong>1 bericht</strong> dat klaarstaat gaat niet weg" in told


def test_of_a_merged_municipality_licence_and_desk_say_that_sending_goes_on(
    town: Client, bsp: Client, licence: Licence
) -> None:
    assert "stopt niet vanzelf" not in page(town, licence)
    with every_tenant("a test's world"):
        Municipality.objects.update_or_create(
            organisation_id=licence.municipality_id,
            defaults={"is_invented": True, "valid_to": date(2025, 12, 31)},
        )

    for browser in (town, bsp):
        told = page(browser, licence)
        assert "31 december 2025" in told
        assert "stopt niet vanzelf" in told
    assert "Bode verstuurt nog berichten." in town.get(reverse("desk")).content.decode()

    take(town, licence, "end")
    assert "stopt niet vanzelf" not in page(town, licence)
    assert "Bode verstuurt nog" not in town.get(reverse("desk")).content.decode()


def test_after_an_end_the_desk_says_what_to_do_instead(
    town: Client, licence: Licence, citizen: Citizen
) -> None:
    citizen.write()
    conversation = the_conversation()
    reply(town, conversation)

    told = take(town, licence, "end").content.decode()

    assert "Berichten die niet meer weggaan: 1." in told
    assert the_messages("out")[0].status == "failed"
    thread = town.get(reverse("conversation", args=[conversation.id])).content.decode()
    assert "is beëindigd" in thread
    assert "Bel of mail de inwoner, of stuur een brief" in thread
    assert "De vergunning geldt niet meer" in thread


def test_a_suspension_shows_on_every_page_of_both_sides_until_it_is_over(
    town: Client, bsp: Client, licence: Licence
) -> None:
    take(town, licence, "suspend")

    for browser in (town, bsp):
        assert "is tijdelijk gestopt" in browser.get(reverse("settings")).content.decode()
    assert "Gestopt door: Proefstad" in page(bsp, licence)
    assert reverse("licence_step", args=[licence.id, "resume"]) not in page(bsp, licence)

    asked = town.get(reverse("licence_step", args=[licence.id, "resume"]))
    assert [field.name for field in asked.context["form"].visible_fields()] == ["evidence"]
    assert "Schrijf op waarom de vergunning weer aan kan" in asked.content.decode()
    resumed = {"by": "municipality", "evidence": "Het is opgelost."}
    town.post(reverse("licence_step", args=[licence.id, "resume"]), resumed)
    assert "is tijdelijk gestopt" not in town.get(reverse("settings")).content.decode()
    assert "Het is opgelost." in page(bsp, licence)


def test_under_a_suspended_licence_no_number_reads_as_working(
    town: Client, bsp: Client, licence: Licence
) -> None:
    with every_tenant("a test arranges an outcome"):
        PhoneNumber.objects.update(checked_at=now())
    assert "Werkt</span>" in page(bsp, licence)

    take(town, licence, "suspend")

    numbers = bsp.get(reverse("numbers")).content.decode()
    assert "De vergunning is tijdelijk gestopt. Dit nummer verstuurt niets." in numbers
    for told in (page(bsp, licence), numbers):
        assert "Vergunning gestopt</span>" in told
        assert "Werkt</span>" not in told
        assert "niets dat aandacht vraagt" not in told


def test_who_stopped_already_is_only_offered_to_write_down_a_stop_of_whatsapp(
    town: Client, licence: Licence
) -> None:
    take(town, licence, "suspend")

    told = page(town, licence)

    assert "Vastleggen dat ook WhatsApp stopt" in told
    assert "Vergunning tijdelijk stoppen" not in told
    assert "Vergunning weer aanzetten" in told


def test_a_licence_names_what_whatsapp_refused(town: Client, licence: Licence) -> None:
    with every_tenant("a test's world"):
        licence.application.purposes.create(
            municipality_id=licence.municipality_id,
            provider_id=licence.provider_id,
            code="tourism",
            is_granted=False,
            refusal="Te onduidelijk.",
        )

    assert "Te onduidelijk." in page(town, licence)


def test_above_the_desk_a_stop_is_gone_once_it_is_over(town: Client, licence: Licence) -> None:
    take(town, licence, "suspend")
    assert "is tijdelijk gestopt" in town.get(reverse("attention")).content.decode()

    take(town, licence, "resume")

    assert "is tijdelijk gestopt" not in town.get(reverse("attention")).content.decode()


def test_what_is_missing_is_told_beside_the_field_and_nothing_changes(
    town: Client, licence: Licence
) -> None:
    answer = take(town, licence, "end", cause="", evidence="Dit blijft staan", by="provider")

    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Kies een soort reden." in told
    assert "Dit blijft staan" in told
    assert 'data-status="active"' in page(town, licence)


def test_who_manages_the_licence_is_written_to(
    town: Client, licence: Licence, bob: Person, dora: Person
) -> None:
    take(town, licence, "suspend", by="platform", cause="quality", evidence="Rode kwaliteit.")

    with every_tenant("a test looks at everything"):
        mails = {mail.address: mail for mail in Mail.objects.all()}
    assert set(mails) == {
        "alice@proefstad.example",
        "bob@proefstad.example",
        "dora@proefbode.example",
    }
    told = mails["alice@proefstad.example"]
    assert told.subject == "De vergunning voor WhatsApp van Proefstad is tijdelijk gestopt"
    assert "WhatsApp heeft" in told.text
    assert "Rode kwaliteit." in told.text
    assert f"/licence/{licence.id}/" in told.text


def test_a_purpose_is_taken_out_after_it_is_told_what_follows(
    town: Client, bsp: Client, licence: Licence, citizen: Citizen
) -> None:
    citizen.write()
    reply(town, the_conversation())
    address = reverse("withdraw_purpose", args=[licence.id, "permits"])

    assert "1 bericht dat klaarstaat met dit doel" in town.get(address).content.decode()
    assert bsp.get(address).status_code == 403
    town.post(address, {"evidence": "Wij doen dit per brief."})

    assert the_messages("out")[0].error_code == "purpose_not_licensed"
    assert "Doel eruit gehaald" in page(bsp, licence)


def test_who_changes_the_last_day_finds_the_one_that_was_set(
    town: Client, bsp: Client, licence: Licence
) -> None:
    address, day = reverse("plan_end", args=[licence.id]), localdate() + timedelta(days=90)
    town.post(address, {"last_day": day.isoformat(), "evidence": "Het contract loopt af."})

    assert f'value="{day.isoformat()}"' in bsp.get(address).content.decode()
    assert f"tot en met {mailing.say_day(day)}" in page(town, licence)


def test_of_an_ended_licence_an_open_page_changes_nothing_more(
    town: Client, licence: Licence
) -> None:
    take(town, licence, "end")

    address = reverse("licence_review_rhythm", args=[licence.id])
    answer = town.post(address, {"months": "6"}, follow=True)

    assert "Deze stap kan nu niet." in answer.content.decode()


def test_the_privacy_officer_reviews_and_both_sides_read_what_was_found(
    bob: Person, bsp: Client, licence: Licence, signed_in: SignedIn
) -> None:
    officer = signed_in(bob)
    address = reverse("licence_review", args=[licence.id])
    answers = dict.fromkeys(["purposes", "people", "numbers", "retention"], "yes")

    assert "Bob (privacyfunctionaris)" in officer.get(address).content.decode()
    missing = officer.post(address, answers | {"result": "Eén punt."})
    assert missing.status_code == 422
    assert "Maak een keuze." in missing.content.decode()
    officer.post(address, answers | {"dpia": "no", "result": "De DPIA is van vorig jaar."})

    told = page(bsp, licence)
    assert "De DPIA is van vorig jaar." in told
    assert "Er moet iets gebeuren: De DPIA." in told


def test_the_privacy_officer_sees_the_numbers_and_no_link_that_is_closed_to_them(
    bob: Person, town: Client, licence: Licence, number: PhoneNumber, signed_in: SignedIn
) -> None:
    links = (reverse("number", args=[number.id]), reverse("message_templates"))
    theirs = page(signed_in(bob), licence)

    assert number.display_number[-2:] in theirs
    for link in links:
        assert f'href="{link}' in page(town, licence)
        assert f'href="{link}' not in theirs


def test_a_number_is_asked_for_and_the_new_provider_sees_it(
    town: Client, bsp: Client, licence: Licence
) -> None:
    address = reverse("move_number", args=[licence.id])

    assert "nog geen vergunning via een andere BSP" in town.get(address).content.decode()
    assert bsp.get(address).status_code == 403


def test_ids_of_another_number_are_told_beside_the_id_and_nothing_given_is_lost(
    bsp: Client, licence: Licence, number: PhoneNumber, settings: Settings
) -> None:
    with every_tenant("a test's world"):
        rival = Organisation.objects.create(kind="provider", code="ander", name="Ander")
        asked = NumberTransfer.objects.create(
            municipality_id=licence.municipality_id,
            provider=rival,
            to_provider_id=licence.provider_id,
            number=number,
            from_licence=licence,
            to_licence=licence,
            display_number="+31850000092",
            actor="Alice",
        )
    given = {"platform_id": number.platform_id, "account_id": number.account_id}
    with simulate(number) as world:
        settings.GRAPH_URL = world.address
        answer = bsp.post(
            reverse("transfer", args=[asked.id]), given | {"access_token": "simulator-token"}
        )

    assert answer.status_code == 422
    (told,) = answer.context["form"].errors["platform_id"]
    assert "Geef het id van +31 85 000 0092." in told
    assert f'value="{number.platform_id}"' in answer.content.decode()


def test_the_evidence_of_a_period_is_shown_and_taken_along(
    town: Client, bsp: Client, licence: Licence, citizen: Citizen
) -> None:
    citizen.write()
    reply(town, the_conversation())

    told = town.get(reverse("licence_evidence")).content.decode()
    assert "Verstuurde berichten" in told
    assert "Het logboek is heel" in told
    wrong = town.get(reverse("licence_evidence"), {"first": "2026-02-01", "last": "2026-01-01"})
    assert wrong.status_code == 422
    assert "Deze dag ligt voor de eerste." in wrong.content.decode()
    assert bsp.get(reverse("licence_evidence")).status_code == 403


def test_the_evidence_names_what_is_kept_as_codes_in_dutch_time_and_in_its_files_too(
    town: Client, licence: Licence
) -> None:
    take(town, licence, "suspend", by="platform", cause="quality", evidence="Rode kwaliteit.")

    told = town.get(reverse("licence_evidence")).content.decode()
    assert "Wanneer (Nederlandse tijd)" in told
    for name in (
        "Vergunning gegeven",
        "Tijdelijk gestopt",
        "Diensten van de gemeente",
        "Proefbode",
    ):
        assert name in told
    asked = {"first": now().date() - timedelta(days=7), "last": now().date() + timedelta(days=7)}
    taken = town.get(reverse("licence_evidence_pack"), asked)

    assert taken["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(taken))) as archive:
        history = archive.read("licence_history.csv").decode()
    *_, last = csv.DictReader(io.StringIO(history))
    assert (last["what"], last["what_name"]) == ("suspend", "Tijdelijk gestopt")
    assert (last["status"], last["status_name"]) == ("suspended", "Tijdelijk gestopt")
    assert (last["by"], last["by_name"]) == ("platform", "WhatsApp")
    assert last["cause"] == "quality"
    assert "blokkeren" in last["cause_name"]


def test_the_plan_for_leaving_keeps_what_was_done_for_both_sides(
    town: Client, bsp: Client, licence: Licence
) -> None:
    address = reverse("exit_step", args=[licence.id, "pin_off"])

    bsp.post(address, {"done": "yes"})
    assert "Dora, " in town.get(reverse("exit_plan", args=[licence.id])).content.decode()
    town.post(address, {"done": "no"})
    assert "Dora, " not in town.get(reverse("exit_plan", args=[licence.id])).content.decode()
