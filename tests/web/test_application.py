"""The journey of an application in the browser: parts, remarks, signature, answer, objection."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django.fixtures import Settings
from tests.applications import ANSWERS, fill, versions_read
from tests.people import actor_of, join
from tests.web.conftest import BOTH, SignedIn

from bode.licensing import actions
from bode.licensing.models import Application, ApplicationRemark
from bode.licensing.sections import Section
from bode.organisations.models import Organisation, Person, Provider
from bode.organisations.tenancy import every_tenant, scope


def at(application: Application, name: str, *more: object) -> str:
    return reverse(name, args=[application.id, *more])


def page_of(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def save(browser: Client, application: Application, section: str, **form: Any) -> Any:
    address = at(application, "application_section", section)
    return browser.post(address, {"version": "0", **form})


def status_of(application: Application) -> str:
    with every_tenant("a test looks at everything"):
        return Application.objects.get(id=application.id).status


class TestTheListOfParts:
    def test_tells_what_is_left_and_who_is_next(self, town: Client, draft: Application) -> None:
        page = page_of(town, at(draft, "application"))

        assert "0 van 6 delen zijn klaar." in page
        assert "Nog 6 velden" in page
        assert "Aan zet: <strong>Proefstad</strong>, uiterlijk" in page

    def test_leads_to_the_signature_once_nothing_is_missing(
        self, alice: Person, town: Client, draft: Application
    ) -> None:
        page = page_of(town, at(draft, "application"))
        assert "Nakijken en ondertekenen" not in page
        assert "Verder invullen" in page.split("Wat u nu kunt doen")[1]

        fill(actor_of(alice), draft)

        page = page_of(town, at(draft, "application"))
        assert "Nakijken en ondertekenen" in page.split("Wat u nu kunt doen")[1]

    def test_is_there_for_a_signatory_too(
        self, municipality: Organisation, signed_in: SignedIn, draft: Application
    ) -> None:
        browser = signed_in(join(municipality, "Sim", "signatory"))

        assert at(draft, "application") in page_of(browser, reverse("licence"))
        assert browser.get(at(draft, "application")).status_code == 200
        assert browser.get(at(draft, "application_section", "contacts")).status_code == 200
        assert browser.get(at(draft, "dpia")).status_code == 200

    @pytest.mark.parametrize(
        "name", ["application", "application_review", "application_timeline", "application_again"]
    )
    def test_is_not_there_for_a_stranger(
        self, charlie: Person, signed_in: SignedIn, draft: Application, name: str
    ) -> None:
        browser = signed_in(charlie)
        post_alone = name == "application_again"

        answer = browser.post(at(draft, name)) if post_alone else browser.get(at(draft, name))

        assert answer.status_code == 404


class TestAPart:
    def test_is_kept_and_leads_to_the_next(self, town: Client, draft: Application) -> None:
        answer = save(town, draft, "municipality", **ANSWERS[Section.MUNICIPALITY])

        assert answer["Location"] == at(draft, "application_section", "contacts")
        assert "12345678" in page_of(town, at(draft, "application_section", "municipality"))

    def test_can_be_left_half_way(self, town: Client, draft: Application) -> None:
        answer = save(town, draft, "municipality", kvk_number="12345678", stop="1")

        assert answer["Location"] == at(draft, "application")
        assert "Nog 5 velden" in page_of(town, at(draft, "application"))

    def test_that_is_half_done_says_how_much_is_left(
        self, town: Client, draft: Application
    ) -> None:
        saved = save(town, draft, "contacts", business_name="Tess Damstra")

        assert "Bewaard: Contactpersonen. Er ontbreken nog 11 velden." in page_of(
            town, saved["Location"]
        )

    def test_tells_what_is_wrong_beside_the_field_and_loses_nothing(
        self, town: Client, draft: Application
    ) -> None:
        answer = save(town, draft, "municipality", kvk_number="123", street="Damplein 1")

        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'id="id_kvk_number_error"' in page
        assert "Een KVK-nummer heeft 8 cijfers." in page
        assert 'value="Damplein 1"' in page

    def test_that_a_colleague_saved_meanwhile_shows_both(
        self, town: Client, bsp: Client, draft: Application
    ) -> None:
        save(bsp, draft, "municipality", legal_name="Gemeente van de BSP")

        answer = save(town, draft, "municipality", legal_name="Gemeente van Alice")

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Dora heeft dit onderdeel net ook bewaard" in page
        assert 'value="Gemeente van Alice"' in page
        assert "Gemeente van de BSP" in page
        version = re.findall(r'name="version" value="(\d+)"', page)[0]
        again = {"legal_name": "Gemeente van Alice", "version": version}
        assert save(town, draft, "municipality", **again).status_code == 302

    @pytest.mark.parametrize("version", ["abc", "-1", "9" * 5000])
    def test_of_no_known_version_is_told_as_someone_elses(
        self, town: Client, draft: Application, version: str
    ) -> None:
        save(town, draft, "municipality", legal_name="Gemeente van Alice")

        answer = save(town, draft, "municipality", legal_name="Anders", version=version)

        assert answer.status_code == 409

    def test_is_not_to_be_changed_once_it_is_signed(
        self, town: Client, signed: Application
    ) -> None:
        answer = save(town, signed, "municipality", city="Elders")

        assert answer["Location"] == at(signed, "application")
        assert "U kunt dit onderdeel nu niet aanpassen." in page_of(town, answer["Location"])

    def test_has_examples_in_the_demo_alone(
        self, town: Client, draft: Application, settings: Settings
    ) -> None:
        address = at(draft, "application_section", "municipality")
        assert "Voorbeeld voor de demo" not in page_of(town, address)

        settings.DEMO = True

        assert "Voorbeeld voor de demo" in page_of(town, address)
        filled = save(town, draft, "municipality", example="1", legal_name="Eigen naam")
        assert 'value="99990218"' in filled.content.decode()
        assert 'value="Eigen naam"' in filled.content.decode()
        assert "Eigen naam" not in page_of(town, address)

    def test_marks_words_that_point_to_a_forbidden_use_and_says_why(
        self, town: Client, draft: Application
    ) -> None:
        form = {"purpose_permits": "on", "explanation_permits": "Uitleg."}
        save(town, draft, "purposes", **form, examples_permits="Stem op lijst 3!")

        page = page_of(town, at(draft, "application_section", "forbidden"))

        assert re.search(r"<mark>Stem op lijst 3!?</mark>", page)
        assert "Dit bericht maakt campagne" in page
        assert "hier geen verboden gebruik?" in page

    def test_says_after_saving_which_of_its_words_point_to_a_forbidden_use(
        self, town: Client, draft: Application
    ) -> None:
        where = at(draft, "application_section", "number")

        saved = save(town, draft, "number", display_name="Stadspromotie")

        told = page_of(town, saved["Location"])
        assert re.search(rf'wijzen: <a [^>]*href="{where}#id_display_name">“Stadspromotie”', told)
        assert "<mark>Stadspromotie</mark>" in page_of(town, where)
        other = page_of(town, at(draft, "application_section", "municipality"))
        assert "<mark>" not in other

    def test_says_after_saving_which_marked_words_are_unexplained(
        self, town: Client, draft: Application
    ) -> None:
        form = {"purpose_permits": "on", "explanation_permits": "Uitleg."}
        save(town, draft, "purposes", **form, examples_permits="Stem op lijst 3!")
        where = at(draft, "application_section", "forbidden")
        field = re.findall(r'name="(why_\w+)"', page_of(town, where))[0]

        saved = save(town, draft, "forbidden", never_promotion="on")
        page = page_of(town, saved["Location"])
        assert "nog niet uitgelegd:" in page
        assert f'href="{where}#id_{field}"' in page
        assert "De BSP ziet deze woorden ook." in page

        explained = save(town, draft, "forbidden", **{field: "Het is een proef."}, version="1")
        assert "nog niet uitgelegd:" not in page_of(town, explained["Location"])

    @pytest.mark.parametrize("volume", ["veel", "0", "-3", "99999999999"])
    def test_takes_a_number_of_messages_and_nothing_else(
        self, town: Client, draft: Application, volume: str
    ) -> None:
        form = {"purpose_permits": "on", "explanation_permits": "Uitleg."}

        answer = save(town, draft, "purposes", **form, volume_permits=volume)

        assert answer.status_code == 422
        assert "Vul een heel getal in" in answer.content.decode()
        wrong = answer.content.decode().split("utrecht-alert--error")[1].split("</ul>")[0]
        assert "(Vergunningen)" in wrong

    def test_that_does_not_exist_is_not_found(self, town: Client, draft: Application) -> None:
        assert town.get(at(draft, "application_section", "nothing")).status_code == 404


class TestSigning:
    def test_names_what_is_missing_with_a_link_to_the_field(
        self, town: Client, draft: Application
    ) -> None:
        page = page_of(town, at(draft, "application_review"))

        address = at(draft, "application_section", "municipality")
        assert f'href="{address}#id_kvk_number"' in page
        assert 'name="is_sure"' not in page

    def test_asks_for_name_function_and_mandate(
        self, alice: Person, town: Client, draft: Application
    ) -> None:
        fill(actor_of(alice), draft)

        answer = town.post(at(draft, "application_review"), {"name": "Alice"})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'id="id_function_error"' in page
        assert 'id="id_mandate_error"' in page
        assert status_of(draft) == "draft"

    def test_is_not_possible_with_a_bsp_that_has_stopped(
        self, alice: Person, town: Client, draft: Application, provider: Organisation
    ) -> None:
        fill(actor_of(alice), draft)
        yesterday = localdate() - timedelta(days=1)
        Provider.objects.create(organisation=provider, served_to=yesterday)
        signature = {"name": "Alice", "function": "Secretaris", "mandate": "college"}

        read = versions_read(page_of(town, at(draft, "application_review")))
        form = {**signature, **read, "is_sure": "on"}
        answer = town.post(at(draft, "application_review"), form, follow=True)

        assert "Deze BSP is gestopt" in answer.content.decode()
        assert status_of(draft) == "draft"

    def test_is_in_the_history_with_its_ground(self, bsp: Client, signed: Application) -> None:
        page = page_of(bsp, at(signed, "application"))

        assert "Alice, Gemeentesecretaris, volgens het mandaatregister" in page


class TestChecking:
    def remark(self, bsp: Client, application: Application, **form: str) -> ApplicationRemark:
        given = {"field": "audience_permits", "text": "Ook bedrijven?"} | form
        bsp.post(at(application, "application_remark", "purposes"), given)
        with every_tenant("a test looks at everything"):
            return ApplicationRemark.objects.get()

    def test_puts_a_remark_beside_its_field_until_it_is_solved(
        self, town: Client, bsp: Client, signed: Application
    ) -> None:
        remark = self.remark(bsp, signed)
        address = at(signed, "application_step", "return")
        bsp.post(address, {"return-reason": "Eén vraag."})

        assert "1 opmerking" in page_of(town, at(signed, "application"))
        assert "Ook bedrijven?" in page_of(town, at(signed, "application_section", "purposes"))
        answer = at(signed, "application_settle", remark.id)
        town.post(answer, {"text": "Nee."})
        assert "Antwoord van Alice" in page_of(bsp, at(signed, "application_review"))
        bsp.post(answer, {"solved": "1"})
        assert "1 opmerking" not in page_of(town, at(signed, "application"))

    def test_tells_on_top_who_sent_it_back_why_and_what_to_do(
        self, town: Client, bsp: Client, signed: Application
    ) -> None:
        remark = self.remark(bsp, signed)
        bsp.post(at(signed, "application_step", "return"), {"return-reason": "Eén vraag."})

        page = page_of(town, at(signed, "application"))

        banner = page.split('class="returned"')[1].split("</section>")[0]
        assert "Proefbode heeft de aanvraag teruggestuurd" in banner
        assert "Dora · Proefbode" in banner
        assert "Eén vraag." in banner
        assert "1 opmerking wacht nog op de gemeente" in banner
        part = at(signed, "application_section", "purposes")
        assert f'href="{part}#remark-{remark.id}"' in banner
        assert "Onderteken de aanvraag daarna opnieuw." in banner
        assert "5 van 6 delen zijn klaar." in page
        assert "Nakijken en ondertekenen" not in page

    def test_is_answered_on_the_page_of_the_part_and_keeps_the_rest(
        self, town: Client, bsp: Client, signed: Application
    ) -> None:
        remark = self.remark(bsp, signed)
        bsp.post(at(signed, "application_step", "return"), {"return-reason": "Eén vraag."})
        form = {
            **{f"purpose_{each.code}": "on" for each in BOTH},
            **{f"explanation_{each.code}": each.explanation for each in BOTH},
            "version": "1",
        }
        too_long = save(town, signed, "purposes", **form, **{f"answer-{remark.id}": "x" * 2001})
        assert too_long.status_code == 422
        assert f'id="id_answer-{remark.id}_error"' in too_long.content.decode()

        save(town, signed, "purposes", **form, **{f"answer-{remark.id}": "Nee, zo laten."})

        page = page_of(town, at(signed, "application"))
        assert "wacht nog op de gemeente" not in page
        assert "1 antwoord" in page
        assert "Antwoord op een opmerking bij Doelen" in page
        assert "Nee, zo laten." in page_of(bsp, at(signed, "application_review"))

    def test_keeps_an_open_remark_from_being_passed_over(
        self, bsp: Client, signed: Application
    ) -> None:
        self.remark(bsp, signed)

        answer = bsp.post(at(signed, "application_step", "accept"), {})

        assert answer["Location"] == at(signed, "application_review")
        page = page_of(bsp, answer["Location"])
        assert "Er staan nog opmerkingen open." in page
        where = re.findall(r'href="#(remark-[^"]+)">Doelen, Vergunningen, ontvangers<', page)
        assert f'id="{where[0]}"' in page
        assert status_of(signed) == "signed"

    def test_shows_what_changed_after_it_was_found_good(
        self, town: Client, bsp: Client, signed: Application
    ) -> None:
        bsp.post(at(signed, "application_remark", "purposes"), {"good": "1", "version": "1"})
        assert "Akkoord: Dora" in page_of(bsp, at(signed, "application_review"))
        bsp.post(at(signed, "application_step", "return"), {"return-reason": "Toch niet."})

        form = {"purpose_permits": "on", "explanation_permits": "Anders.", "version": "1"}
        save(town, signed, "purposes", **form)

        assert "Veranderd na de controle" in page_of(bsp, at(signed, "application"))

    def test_shows_what_stood_there_before_it_was_sent_back(
        self, town: Client, bsp: Client, signed: Application
    ) -> None:
        address = at(signed, "application_review")
        assert "<del>" not in page_of(bsp, address)
        bsp.post(at(signed, "application_step", "return"), {"return-reason": "Eén vraag."})

        form = {"purpose_permits": "on", "explanation_permits": "Anders.", "version": "1"}
        save(town, signed, "purposes", **form)

        page = page_of(bsp, address)
        assert "<del>Vragen over vergunningen.</del> <ins>Anders.</ins>" in page
        assert "<del>Vragen van bezoekers.</del> leeg" in page
        assert '<option value="explanation_tourism">' not in page

    def test_is_not_for_the_municipality(self, town: Client, signed: Application) -> None:
        address = at(signed, "application_remark", "purposes")

        assert town.post(address, {"text": "Zelf"}).status_code == 403


class TestTheTimeline:
    def test_holds_everything_and_can_be_narrowed(self, town: Client, signed: Application) -> None:
        everything = page_of(town, at(signed, "application_timeline"))
        assert "Gewijzigd: Gegevens van de gemeente" in everything
        assert "E-mail aan Proefbode" in everything
        assert "DPIA: afgerond" in everything

        mail = page_of(town, f"{at(signed, 'application_timeline')}?kind=mail")

        assert "E-mail aan Proefbode" in mail
        assert "Gewijzigd:" not in mail

    def test_tells_a_change_from_what_to_what(self, town: Client, draft: Application) -> None:
        save(town, draft, "municipality", legal_name="Gemeente Nieuw")

        page = page_of(town, at(draft, "application_timeline"))

        assert "<del>Gemeente Proefstad</del>" in page
        assert "<ins>Gemeente Nieuw</ins>" in page

    def test_says_that_a_program_signed(
        self, alice: Person, bsp: Client, draft: Application
    ) -> None:
        program = actor_of(alice).__class__(
            organisation_id=draft.municipality_id,
            organisation_kind=actor_of(alice).organisation_kind,
            name="Zaaksysteem",
            scopes=frozenset({"applications"}),
        )
        with scope(draft.municipality_id):
            actions.take_step(program, draft.id, "sign")

        assert "Een programma. De rest van het dossier" in page_of(bsp, at(draft, "application"))
        assert "Dit ontbreekt nog" in page_of(bsp, at(draft, "application_review"))
