"""The rules: public pages of every version, and VNG's for the next one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import actor_of
from tests.rulebook.drafts import NEW_RULE, TODAY, TOMORROW, hold_from, without_bsp, without_tourism
from tests.web.conftest import SignedIn, reply

from bode.conversations.models import Conversation
from bode.licensing.models import Licence
from bode.organisations.models import Person
from bode.policy import ERAS, Era
from bode.rulebook.models import RuleVersion
from bode.rulebook.queries import draft_of, list_versions
from bode.web.rules.comparing import mark

LAST = ERAS[-1].code


@pytest.fixture
def veras(vera: Person, signed_in: SignedIn) -> Client:
    """VNG's browser."""
    return signed_in(vera)


def page(browser: Client, name: str, *args: Any, **query: Any) -> str:
    return browser.get(reverse(name, args=args), query).content.decode()


def start(browser: Client) -> RuleVersion:
    browser.post(reverse("start_rules_draft"), {"based_on": LAST})
    return RuleVersion.objects.get()


def given(version: RuleVersion, **changed: str) -> dict[str, str]:
    """The form for tourism as it comes, with these changes."""
    said = draft_of(version).purposes["tourism"]
    form = {
        "allowed": "yes",
        "rule_nl": said.rule.nl,
        "rule_en": said.rule.en,
        "source_nl": said.rule.source.nl,
        "source_en": said.rule.source.en,
        "inside_nl": "\n".join(each.nl for each in said.inside),
        "inside_en": "\n".join(each.en for each in said.inside),
        "outside_nl": "\n".join(f"{each.nl} | {each.why_nl}" for each in said.outside),
        "outside_en": "\n".join(f"{each.en} | {each.why_en}" for each in said.outside),
    }
    return form | changed


WITHDRAWN = {
    "allowed": "no",
    "rule_nl": NEW_RULE.nl,
    "rule_en": NEW_RULE.en,
    "source_nl": NEW_RULE.source.nl,
    "source_en": NEW_RULE.source.en,
}


def test_anyone_sees_every_version_on_the_time_line(client: Client, db: None) -> None:
    seen = page(client, "rules")

    for era in ERAS:
        assert era.name_nl in seen
        assert reverse("rule_version", args=[era.code]) in seen
    assert seen.count("Geldt nu") == 1
    assert "Nieuwe versie schrijven" not in seen


@pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
def test_a_version_tells_its_rules_with_their_sources(client: Client, db: None, era: Era) -> None:
    seen = page(client, "rule_version", era.code)

    assert era.reckoned_nl in seen
    assert all(seen.count(f'id="purpose-{code}"') == 1 for code in era.purposes)
    assert "Bron:" in seen


def test_a_day_is_explained_for_every_purpose_and_route(client: Client, db: None) -> None:
    seen = page(client, "rules_on", date="2022-03-01")

    assert "Wat mocht er op 1 maart 2022?" in seen
    assert seen.count("verdict--yes") == 5  # the five purposes, through a BSP
    assert seen.count("verdict--no") == 31
    links, notes = (
        set(re.findall(mark, seen)) for mark in ('href="#(rule-.+?)"', 'id="(rule-.+?)"')
    )
    assert links == notes


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("gisteren", "Vul een datum in, zoals"),
        ("0001-01-01", "Vul een datum in tussen 1-1-1900 en 31-12-2200"),
        ("9999-12-31", "Vul een datum in tussen 1-1-1900 en 31-12-2200"),
    ],
)
def test_a_day_that_is_none_is_told_beside_its_field(
    client: Client, db: None, day: str, told: str
) -> None:
    answer = client.get(reverse("rules_on"), {"date": day})

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_version_that_is_not_there_is_not_found(client: Client, db: None) -> None:
    assert client.get(reverse("rule_version", args=["1999-01-01"])).status_code == 404


def test_vng_writes_compares_and_publishes_a_version(veras: Client, licence: Licence) -> None:
    draft = start(veras)
    where = reverse("edit_rules_draft", args=[draft.id, "purpose-tourism"])
    assert veras.post(where, given(draft, **WITHDRAWN)).status_code == 302
    assert "Geef de versie een naam" in page(veras, "publish_rules_draft", draft.id)
    names = {"name_nl": "Zonder toerisme", "name_en": "Without tourism"}
    veras.post(reverse("edit_rules_draft", args=[draft.id, "name"]), names)

    seen = page(veras, "rules_draft", draft.id)
    assert seen.count("gewijzigd</span>") == 2  # the name and tourism
    compared = page(veras, "compare_rules_draft", draft.id)
    assert re.search(r"<del>.*Toegestaan", compared)
    assert re.search(r"<ins>.*Niet toegestaan", compared)
    told = page(veras, "publish_rules_draft", draft.id)
    assert "0 vergunningen noemen dit doel." in told

    day = TOMORROW.isoformat()
    asked = page(veras, "confirm_rules_draft", draft.id, first_day=day)
    assert "Dit kunt u niet ongedaan maken." in asked
    assert re.search(r"<ins>.*Niet toegestaan", asked)
    assert "Nu staan er geen berichten klaar." in asked
    assert LAST in asked
    assert list_versions() == ERAS

    form = {"first_day": day, "follows": LAST, "again": day}
    answer = veras.post(reverse("confirm_rules_draft", args=[draft.id]), form)
    assert answer["Location"] == reverse("rule_version", args=[TOMORROW.isoformat()])
    assert NEW_RULE.nl in page(veras, "rule_version", TOMORROW.isoformat())
    assert "Gaat nog in" in page(veras, "rules")


def test_the_page_counts_the_licences_and_the_waiting_messages_that_it_touches(
    vera: Person, veras: Client, browser: Client, conversation: Conversation, no_jobs: None
) -> None:
    reply(browser, conversation, body="Uw vergunning ligt klaar.")
    draft = start(veras)
    said = draft_of(draft).purposes["permits"]
    form = given(draft, **WITHDRAWN) | {
        "inside_nl": said.inside[0].nl,
        "inside_en": said.inside[0].en,
        "outside_nl": "a | b",
        "outside_en": "a | b",
    }
    veras.post(reverse("edit_rules_draft", args=[draft.id, "purpose-permits"]), form)

    told = page(veras, "publish_rules_draft", draft.id)

    assert "1 vergunning noemt dit doel." in told
    assert "Nu staat er 1 bericht klaar." in told


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"rule_en": " "}, "Vul dit in."),
        ({"allowed": ""}, "Vul dit in."),
        ({"inside_en": "One"}, "Hier staan 1 voorbeelden, en in het Nederlands 5."),
        ({"outside_nl": "Alleen een voorbeeld"}, "een | en waarom niet"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    veras: Client, changed: dict[str, str], told: str
) -> None:
    draft = start(veras)
    where = reverse("edit_rules_draft", args=[draft.id, "purpose-tourism"])

    answer = veras.post(where, given(draft, **{"rule_nl": "Een nieuwe zin.", **changed}))

    seen = answer.content.decode()
    assert answer.status_code == 422
    assert told in seen
    assert "Een nieuwe zin." in seen
    draft.refresh_from_db()
    assert draft_of(draft).purposes == dict(ERAS[-1].purposes)


def test_a_purpose_that_whatsapp_forbids_can_not_be_allowed_by_the_form(veras: Client) -> None:
    draft = start(veras)
    where = reverse("edit_rules_draft", args=[draft.id, "purpose-promotion"])
    assert 'name="allowed"' not in veras.get(where).content.decode()

    veras.post(where, given(draft, allowed="yes"))

    draft.refresh_from_db()
    assert not draft_of(draft).purposes["promotion"].allowed


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"first_day": (TODAY - timedelta(days=1)).isoformat()}, "of later."),
        ({"first_day": "ooit"}, "Vul een datum in, zoals 1-1-2027."),
        ({"again": ""}, "Vul een datum in."),
        ({"again": (TOMORROW + timedelta(days=1)).isoformat()}, "Vul dezelfde dag in"),
        ({"follows": "exclusion"}, "Vergelijk opnieuw."),
    ],
)
def test_a_version_that_can_not_be_published_is_told_why(
    vera: Person, veras: Client, form: dict[str, str], told: str
) -> None:
    draft = without_tourism(actor_of(vera))
    day = TOMORROW.isoformat()
    good = {"first_day": day, "follows": LAST, "again": day}

    answer = veras.post(reverse("confirm_rules_draft", args=[draft.id]), good | form)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert list_versions() == ERAS


def test_the_page_says_which_rule_stands_under_an_old_source(veras: Client) -> None:
    draft = start(veras)
    where = reverse("edit_rules_draft", args=[draft.id, "purpose-tourism"])
    veras.post(where, given(draft, allowed="no"))

    told = page(veras, "publish_rules_draft", draft.id)

    assert f'href="{where}">Toerisme</a>: Mag dit nu anders?' in told


def test_a_draft_that_is_given_up_can_only_be_read(vera: Person, veras: Client) -> None:
    draft = without_bsp(actor_of(vera))
    veras.post(reverse("withdraw_rules_draft", args=[draft.id]))

    assert "Dit concept is ingetrokken." in page(veras, "rules_draft", draft.id)
    where = reverse("edit_rules_draft", args=[draft.id, "name"])
    assert veras.get(where)["Location"] == reverse("rules_draft", args=[draft.id])
    assert str(draft.id) not in page(veras, "rules")


def test_only_vng_may_draft(alice: Person, dora: Person, vera: Person, signed_in: SignedIn) -> None:
    draft = without_bsp(actor_of(vera))

    for person in (alice, dora):
        browser = signed_in(person)
        assert browser.post(reverse("start_rules_draft"), {"based_on": LAST}).status_code == 403
        for name in (
            "rules_draft",
            "compare_rules_draft",
            "publish_rules_draft",
            "confirm_rules_draft",
        ):
            assert browser.get(reverse(name, args=[draft.id])).status_code == 403


def test_the_pages_read_in_english_too(client: Client, vera: Person) -> None:
    vng = actor_of(vera)
    hold_from(vng, without_tourism(vng), TOMORROW)
    client.cookies["django_language"] = "en"

    seen = page(client, "rule_version", TOMORROW.isoformat())
    assert NEW_RULE.en in seen
    assert NEW_RULE.nl not in seen


def test_the_words_that_differ_are_marked_on_both_sides() -> None:
    old = "Een gemeente mag WhatsApp gebruiken voor toerisme en parkeren."
    new = "Een gemeente mag WhatsApp gebruiken voor afspraken en vragen."

    before, after = mark(old, new)

    assert "".join(each.text for each in before) == old
    assert "".join(each.text for each in after) == new
    assert [each.text for each in before if each.differs] == ["toerisme en parkeren."]
    assert [each.text for each in after if each.differs] == ["afspraken en vragen."]
