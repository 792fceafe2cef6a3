"""The desk without JavaScript: pages, posts and redirects. `tests/browser` has the rest."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.conversations.street import Citizen
from tests.web.conftest import become, read, reply, the_conversation, the_messages, without_undo
from tests.workers import work

from bode.basics import now
from bode.conversations.listing import list_rows
from bode.conversations.models import Conversation
from bode.licensing.models import PhoneNumber, Template
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant
from bode.outbox.states import Waits
from bode.web.desk.rows import show_row
from bode.web.desk.waiting import WORDS


def test_only_who_says_so_has_read_a_conversation(
    browser: Client, conversation: Conversation
) -> None:
    assert "Wanneer komt mijn vergunning?" in read(browser, conversation)
    assert "ongelezen" in browser.get(reverse("desk")).content.decode()

    answer = browser.post(reverse("seen", args=[conversation.id]))

    assert answer["Location"] == reverse("conversation", args=[conversation.id])
    assert "ongelezen" not in browser.get(reverse("desk")).content.decode()


def test_who_can_run_no_script_has_a_button_to_say_so(
    browser: Client, conversation: Conversation
) -> None:
    assert ">Gelezen</button>" in read(browser, conversation)

    browser.post(reverse("seen", args=[conversation.id]))

    assert ">Gelezen</button>" not in read(browser, conversation)


def test_a_script_hears_no_more_than_that_it_was_seen(
    browser: Client, conversation: Conversation
) -> None:
    address = reverse("seen", args=[conversation.id])

    assert browser.post(address, headers={"HX-Request": "true"}).status_code == 204


def test_a_reply_is_queued_and_leads_back(browser: Client, conversation: Conversation) -> None:
    answer = reply(browser, conversation)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("conversation", args=[conversation.id])
    (sent,) = the_messages("out")
    assert (sent.text, sent.purpose, sent.status) == ("Morgen.", "permits", "queued")
    assert "In de wachtrij" in read(browser, conversation)


def test_a_message_that_waits_for_long_says_why(
    browser: Client, conversation: Conversation
) -> None:
    work()
    without_undo(browser)
    reply(browser, conversation)
    assert 'class="waits"' not in read(browser, conversation)

    become(at=now() - timedelta(seconds=10))
    assert "Dit bericht wacht op zijn beurt." in read(browser, conversation)

    become(error_code="131016")  # which says more
    assert 'class="waits"' not in read(browser, conversation)


def test_every_reason_to_wait_has_its_words() -> None:
    assert WORDS.keys() == set(Waits)


def test_a_citizen_without_name_or_number_goes_by_their_username(
    browser: Client, number: PhoneNumber
) -> None:
    Citizen(None, user_id="NL.abc123", name="", username="sanne.wit").write()

    assert "sanne.wit" in read(browser, the_conversation())


def test_the_same_form_sent_twice_is_one_message(
    browser: Client, conversation: Conversation
) -> None:
    same = "01900000-0000-7000-8000-000000000001"

    reply(browser, conversation, message_id=same)
    reply(browser, conversation, message_id=same)

    assert len(the_messages("out")) == 1


def test_a_text_that_was_changed_before_it_was_sent_again_leaves_too(
    browser: Client, conversation: Conversation
) -> None:
    same = "01900000-0000-7000-8000-000000000001"

    for body in ("Morgen om 9 uur.", "Morgen om 10 uur.", "Morgen om 10 uur."):
        reply(browser, conversation, message_id=same, body=body)

    texts = {each.text for each in the_messages("out")}
    assert texts == {"Morgen om 9 uur.", "Morgen om 10 uur."}
    assert len(the_messages("out")) == 2


def test_a_refusal_names_rule_and_way_out_and_keeps_what_was_typed(
    browser: Client, conversation: Conversation
) -> None:
    answer = reply(browser, conversation, body="Bezoek het museum.", purpose="tourism")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dit doel staat niet in de vergunning van uw gemeente." in page
    assert "Kies een ander doel" in page
    assert "Regel:" in page
    assert "Bron:" in page
    assert "Bezoek het museum.</textarea>" in page
    assert the_messages("out") == []


def close(browser: Client, conversation: Conversation) -> None:
    browser.post(reverse("close_conversation", args=[conversation.id]))
    with every_tenant("a test lets two days go by"):
        Conversation.objects.update(closed_at=now() - timedelta(days=2))


def the_newest() -> Conversation:
    with every_tenant("a test looks at everything"):
        return Conversation.objects.latest("id")


def test_an_answer_to_a_closed_conversation_leads_to_where_it_stands(
    browser: Client, conversation: Conversation
) -> None:
    close(browser, conversation)
    assert "Met uw antwoord begint een nieuw gesprek." in read(browser, conversation)

    answer = reply(browser, conversation)

    begun = the_newest()
    assert begun.id != conversation.id
    assert answer["Location"] == reverse("conversation", args=[begun.id])
    assert "Morgen." in read(browser, begun)


def test_with_htmx_the_page_goes_to_the_conversation_that_runs(
    browser: Client, conversation: Conversation, citizen: Citizen
) -> None:
    close(browser, conversation)
    citizen.write(content={"body": "Nog iets."})
    there = reverse("conversation", args=[the_newest().id])

    answer = browser.post(
        reverse("reply", args=[conversation.id]),
        {"body": "Morgen.", "purpose": "permits"},
        headers={"HX-Request": "true"},
    )

    assert json.loads(answer["HX-Location"])["path"] == there


def test_a_closed_conversation_points_to_the_one_that_runs(
    browser: Client, conversation: Conversation, citizen: Citizen
) -> None:
    close(browser, conversation)
    assert "nieuwer gesprek" not in read(browser, conversation)

    citizen.write(content={"body": "Nog iets."})

    page = read(browser, conversation)
    assert "Er loopt een nieuwer gesprek met deze inwoner." in page
    assert reverse("conversation", args=[the_newest().id]) in page
    assert "Uw antwoord komt in het nieuwe gesprek." in page
    assert "nieuwer gesprek" not in read(browser, the_newest())


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"body": "x" * 4097}, "Het antwoord is te lang."),
        ({"purpose": ""}, "Kies eerst het doel van dit bericht."),
        ({"purpose": "bestaat_niet"}, "Dit doel bestaat niet."),
    ],
)
def test_a_wrong_reply_is_explained(
    browser: Client, conversation: Conversation, form: dict[str, str], told: str
) -> None:
    answer = reply(browser, conversation, **form)

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_who_sends_an_empty_box_hears_what_to_do_and_of_no_message(
    browser: Client, conversation: Conversation
) -> None:
    answer = reply(browser, conversation, body="  ")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Schrijf eerst een antwoord." in page
    assert "Dit bericht is niet verstuurd." not in page


def test_who_sends_without_a_purpose_sees_that_they_chose_none(
    browser: Client, conversation: Conversation
) -> None:
    chosen = {"purpose": "permits"}
    browser.post(reverse("set_purpose", args=[conversation.id]), chosen)  # just before

    page = reply(browser, conversation, purpose="").content.decode()

    assert '<option value="permits">' in page
    assert '<option value="permits" selected>' not in page


def test_with_htmx_the_reply_box_alone_comes_back(
    browser: Client, conversation: Conversation
) -> None:
    answer = browser.post(
        reverse("reply", args=[conversation.id]),
        {"body": "Morgen.", "purpose": "permits"},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 200
    assert answer.content.decode().strip().startswith('<div class="reply"')


def test_a_reply_to_one_message_quotes_it(browser: Client, conversation: Conversation) -> None:
    (question,) = the_messages("in")
    address = reverse("conversation", args=[conversation.id])
    assert "Wanneer komt" in browser.get(f"{address}?reply_to={question.id}").content.decode()

    reply(browser, conversation, reply_to=str(question.id))

    (sent,) = the_messages("out")
    assert sent.reply_to_id == question.id


def test_a_quote_has_the_words_without_their_marks(browser: Client, citizen: Citizen) -> None:
    citizen.write("text", {"body": "*Graag* _morgen_ bij jan_de_vries"})
    conversation = the_conversation()
    question = the_messages("in")[-1]
    words = "Graag morgen bij jan_de_vries"
    address = reverse("conversation", args=[conversation.id])

    begun = browser.get(f"{address}?reply_to={question.id}").content.decode()
    reply(browser, conversation, reply_to=str(question.id))

    assert f'<span class="quote__text">{words}</span>' in begun
    assert f'data-said="{words}"' in begun
    assert f'<span class="quote__text" dir="auto">{words}</span>' in read(browser, conversation)


def test_an_answer_that_the_window_shut_on_stays_to_be_read(
    browser: Client, citizen: Citizen
) -> None:
    citizen.write(at=now() - timedelta(hours=25))
    conversation = the_conversation()
    shut = "Uw tekst staat er nog, maar kan zo niet meer weg."
    assert '<details class="choose" open id="choose">' in read(browser, conversation)

    browser.post(reverse("save_draft", args=[conversation.id]), {"body": "Half af"})

    page = read(browser, conversation)
    form = page[page.index('<form class="write"') :]
    assert " hidden" not in form[: form.index(">")]
    assert shut in form
    assert ">Half af</textarea>" in form
    assert '<details class="choose" id="choose">' in page


def test_where_there_is_no_template_an_answer_that_can_not_go_says_what_else_to_do(
    browser: Client, citizen: Citizen
) -> None:
    citizen.write(at=now() - timedelta(hours=25))
    conversation = the_conversation()
    with every_tenant("the platform takes them back"):
        Template.objects.update(status="REJECTED")

    browser.post(reverse("save_draft", args=[conversation.id]), {"body": "Half af"})

    page = read(browser, conversation)
    assert "maar kan niet meer weg. Bel of mail de inwoner." in page
    assert "Kies een sjabloon" not in page


def test_after_24_hours_only_a_template_may_be_sent(browser: Client, citizen: Citizen) -> None:
    citizen.write(at=now() - timedelta(hours=25))
    conversation = the_conversation()
    assert "alleen een goedgekeurd sjabloon" in read(browser, conversation)

    answer = reply(browser, conversation)

    assert answer.status_code == 422
    assert "De inwoner heeft de laatste 24 uur niets gestuurd." in answer.content.decode()


def test_a_template_is_filled_in_and_sent(
    browser: Client, conversation: Conversation, number: PhoneNumber
) -> None:
    with every_tenant("a test looks at everything"):
        template = Template.objects.get()
    address = reverse("reply_with_template", args=[conversation.id])
    chosen = browser.post(address, {"template": template.id, "choose": "yes"})
    fields = chosen.content.decode()
    assert all(f'name="body_{name}"' in fields for name in ("naam", "datum", "tijd"))

    form = {
        "template": template.id,
        "purpose": "appointments",
        "body_naam": "mevrouw Jansen",
        "body_datum": "1 december",
        "body_tijd": "10:30",
    }
    answer = browser.post(address, form)

    assert answer.status_code == 302
    (sent,) = the_messages("out")
    assert sent.text == "Beste mevrouw Jansen, u heeft op 1 december om 10:30 een afspraak bij ons."


def test_a_template_with_an_open_blank_is_refused_and_keeps_the_rest(
    browser: Client, conversation: Conversation
) -> None:
    with every_tenant("a test looks at everything"):
        template = Template.objects.get()
    form = {"template": template.id, "purpose": "appointments", "body_naam": "mevrouw Jansen"}

    answer = browser.post(reverse("reply_with_template", args=[conversation.id]), form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vul nog in: Datum en Tijd." in page
    assert "foutcodes" not in page
    naam, datum = (
        re.search(f'<input[^>]* name="body_{each}".*>', page) for each in ("naam", "datum")
    )
    assert naam is not None
    assert 'value="mevrouw Jansen"' in naam[0]
    assert "data-focus" not in naam[0]
    assert datum is not None
    assert 'aria-invalid="true"' in datum[0]
    assert "data-focus" in datum[0]


def test_an_agent_takes_and_closes_a_conversation(
    browser: Client, conversation: Conversation, alice: Person
) -> None:
    browser.post(reverse("assign", args=[conversation.id]), {"to": "me"})
    assert the_conversation().assignee_id == alice.id

    browser.post(reverse("assign", args=[conversation.id]), {"to": "nobody"})
    browser.post(reverse("close_conversation", args=[conversation.id]))

    assert (the_conversation().assignee_id, the_conversation().status) == (None, "closed")


def test_the_purpose_of_a_conversation_is_kept(browser: Client, conversation: Conversation) -> None:
    browser.post(reverse("set_purpose", args=[conversation.id]), {"purpose": "permits"})

    assert the_conversation().purpose == "permits"
    assert '<option value="permits" selected>' in read(browser, conversation)


def test_a_list_without_conversations_says_why(browser: Client, conversation: Conversation) -> None:
    nothing_closed = browser.get(reverse("desk"), {"queue": "closed"}).content.decode()
    searched = browser.get(reverse("desk"), {"phone": "Jansen"}).content.decode()

    assert "Er zijn hier nu geen gesprekken." in nothing_closed
    assert "Zoek op een heel telefoonnummer" in searched


def test_templates_are_chosen_by_readable_names(
    browser: Client, conversation: Conversation
) -> None:
    assert "Afspraak herinnering (Nederlands)" in read(browser, conversation)


def test_without_licence_the_empty_list_says_what_to_do(browser: Client) -> None:
    page = browser.get(reverse("desk")).content.decode()

    assert "nog geen vergunning voor WhatsApp" in page
    assert "Vraag een beheerder van uw gemeente om een vergunning aan te vragen." in page


def test_who_decides_too_late_is_told_so(browser: Client, conversation: Conversation) -> None:
    reply(browser, conversation)
    address = reverse("give_up", args=[the_messages("out")[0].id])

    answer = browser.post(address, follow=True)

    assert answer.redirect_chain == [(reverse("conversation", args=[conversation.id]), 302)]
    assert "Over dit bericht hoeft u niets meer te kiezen." in answer.content.decode()


def test_nothing_of_the_desk_stays_in_the_browser(
    browser: Client, conversation: Conversation
) -> None:
    answer = browser.get(reverse("conversation", args=[conversation.id]))

    assert answer["Cache-Control"] == "private, no-store"


def test_a_phone_number_in_any_notation_finds_the_conversation(
    browser: Client, conversation: Conversation
) -> None:
    found = browser.get(reverse("desk"), {"phone": "06-12 34 56 78"}).content.decode()
    other = browser.get(reverse("desk"), {"phone": "06 87654321"}).content.decode()

    assert "Sanne" in found
    assert "Geen gesprek met dit nummer." in other


def test_a_username_finds_the_conversation(browser: Client, number: PhoneNumber) -> None:
    Citizen(None, user_id="NL.abc123", name="", username="sanne.wit").write()
    desk = reverse("desk")

    for written in ("@sanne.wit", " Sanne.Wit"):
        assert "sanne.wit</span>" in browser.get(desk, {"phone": written}).content.decode()
    assert "sanne.wit</span>" not in browser.get(desk, {"phone": "@sanne"}).content.decode()


def test_of_two_numbers_the_one_that_messages_go_to_is_shown(
    browser: Client, citizen: Citizen, number: PhoneNumber
) -> None:
    Citizen(user_id="NL.1").write()
    Citizen("31687654321", user_id="NL.1").write()
    head, _, _ = read(browser, the_conversation()).partition("</header>\n<div id=")

    assert "+31 6 87654321" in head
    assert "+31 6 12345678" not in head


def test_a_row_is_made_anew_at_midnight_in_the_netherlands(
    conversation: Conversation, in_scope: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(moment: str) -> int:
        monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(moment))
        [listed] = list_rows(Conversation.objects.filter(id=conversation.id))
        return show_row(listed).version

    evening, night = version("2026-07-01T21:59:00Z"), version("2026-07-01T22:01:00Z")
    morning = version("2026-07-02T00:01:00Z")

    assert evening != night
    assert night == morning


def test_the_list_can_be_narrowed_and_gone_on_from(
    browser: Client, conversation: Conversation
) -> None:
    address = reverse("conversation_list")
    last = f"{conversation.last_message_at.isoformat()}_{conversation.id}"

    assert "Sanne" in browser.get(address, {"queue": "unassigned"}).content.decode()
    assert "Sanne" not in browser.get(address, {"queue": "closed"}).content.decode()
    assert "Sanne" not in browser.get(address, {"before": last}).content.decode()
    assert "Sanne" in browser.get(address, {"before": "onzin"}).content.decode()


def test_only_a_municipality_that_ended_is_told_so(
    browser: Client, conversation: Conversation
) -> None:
    assert "Bode verstuurt nog berichten" not in read(browser, conversation)
