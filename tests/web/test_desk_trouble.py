"""On the desk: messages of ours that did not arrive, and what an agent may do about them."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from tests.licences import stand
from tests.people import join
from tests.web.conftest import SignedIn, become, read, reply, the_messages
from tests.workers import work

from bode.basics import now
from bode.conversations.models import Conversation
from bode.conversations.sending import Outgoing, send
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, OrganisationKind
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import NumberCircuit, Sending


def test_a_message_that_failed_says_why_and_can_be_sent_again(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation)
    become(status="failed", error_code="131026")
    page = read(browser, conversation)
    assert "Niet verstuurd" in page
    assert "Opnieuw versturen" in page
    assert "Misschien gebruikt de inwoner geen WhatsApp" in page

    browser.post(reverse("send_again", args=[the_messages("out")[0].id]))

    assert [message.status for message in the_messages("out")] == ["failed", "queued"]
    page = read(browser, conversation)
    assert "Opnieuw verstuurd om" in page
    assert "Opnieuw versturen" not in page
    assert "Misschien gebruikt de inwoner geen WhatsApp" not in page


def test_beside_advice_that_forbids_it_nothing_is_sent_again(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation)
    become(status="failed", error_code="131050", failed_at=now())
    page = read(browser, conversation)
    assert "Stuur deze berichten niet meer." in page
    assert "Opnieuw versturen" not in page

    answer = browser.post(reverse("send_again", args=[the_messages("out")[0].id]))

    assert answer.status_code == 422
    assert "Hetzelfde bericht komt weer niet aan. Stuur deze" in answer.content.decode()


def test_what_may_be_sent_again_tomorrow_says_from_when(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation)
    become(status="failed", error_code="131049", failed_at=now())
    page = read(browser, conversation)
    assert "Opnieuw versturen kan vanaf" in page
    assert ">Opnieuw versturen</button>" not in page

    answer = browser.post(reverse("send_again", args=[the_messages("out")[0].id]))
    assert answer.content.decode().count("Opnieuw versturen kan vanaf") == 2

    become(failed_at=now() - timedelta(hours=24))
    assert ">Opnieuw versturen</button>" in read(browser, conversation)


def test_an_error_that_is_new_to_us_tells_its_code(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation)
    become(status="failed", error_code="999999", failed_at=now())

    assert "Bode kent fout 999999 nog niet." in read(browser, conversation)


def test_the_list_tells_in_which_conversation_a_message_failed(
    browser: Client, conversation: Conversation
) -> None:
    sign = "Laatste bericht niet aangekomen"
    reply(browser, conversation)
    assert sign not in browser.get(reverse("desk")).content.decode()

    become(status="failed", error_code="131026")
    assert sign in browser.get(reverse("desk")).content.decode()

    reply(browser, conversation)
    assert sign not in browser.get(reverse("desk")).content.decode()


def test_a_message_that_no_longer_fits_is_explained_when_sent_again(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation)
    become(status="failed", error_code="131026", content={"body": "x" * 4097})

    answer = browser.post(reverse("send_again", args=[the_messages("out")[0].id]))

    assert answer.status_code == 422
    assert "Het antwoord is te lang." in answer.content.decode()
    assert len(the_messages("out")) == 1


def test_about_a_message_of_unknown_fate_a_person_decides(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation)
    become(status="sending", error_code="unsettled")
    with every_tenant("a test looks at everything"):
        Sending.objects.update(state="asks")
    page = read(browser, conversation)
    assert "Niet zeker of dit bericht is verstuurd" in page
    assert "Niet versturen" in page

    browser.post(reverse("give_up", args=[the_messages("out")[0].id]))

    assert the_messages("out")[0].error_code == "given_up"


def test_while_the_licence_is_suspended_the_desk_promises_no_free_answers(
    browser: Client, conversation: Conversation
) -> None:
    assert "U kunt vrij antwoorden" in read(browser, conversation)

    stand("suspended")

    page = read(browser, conversation)
    assert "U kunt nu niet antwoorden: de vergunning is tijdelijk gestopt." in page
    assert "U kunt vrij antwoorden" not in page


def test_what_a_program_said_about_something_else_can_be_sent_again_as_it_was(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation)
    program = Actor(
        organisation_id=conversation.municipality_id,
        organisation_kind=OrganisationKind.MUNICIPALITY,
        name="Afspraken",
        scopes=frozenset({"messages"}),
    )
    with scope(conversation.municipality_id):
        reminder = Outgoing(
            type="text",
            content={"body": "Tot morgen om 10 uur."},
            purpose="appointments",
            conversation_id=conversation.id,
        )
        sent = send(program, reminder)
    become(status="failed", error_code="131026")

    browser.post(reverse("send_again", args=[sent.id]))

    again = [each for each in the_messages("out") if each.status == "queued"]
    assert [each.purpose for each in again] == ["appointments"]
    with every_tenant("a test looks at everything"):
        assert Conversation.objects.get(id=conversation.id).purpose == "permits"


def test_a_doubtful_text_that_nobody_was_warned_of_is_not_sent_again_unseen(
    browser: Client, conversation: Conversation
) -> None:
    program = Actor(
        organisation_id=conversation.municipality_id,
        organisation_kind=OrganisationKind.MUNICIPALITY,
        name="Zaaksysteem",
        scopes=frozenset({"messages"}),
    )
    text = "Kom gezellig winkelen in onze binnenstad!"
    with scope(conversation.municipality_id):
        said = {"type": "text", "content": {"body": text}, "purpose": "permits"}
        sent = send(program, Outgoing(conversation_id=conversation.id, **said))
    become(status="failed", error_code="131026")

    answer = browser.post(reverse("send_again", args=[sent.id]))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“Kom gezellig winkelen”" in page
    assert text in page
    assert len(the_messages("out")) == 1


def test_where_nothing_leaves_the_reply_box_says_so(
    browser: Client, conversation: Conversation
) -> None:
    work()
    assert "Nu gaat er niets weg" not in read(browser, conversation)

    with every_tenant("the platform stops the number"):
        PhoneNumber.objects.update(stopped_code=190)

    assert "Nu gaat er niets weg" in read(browser, conversation)


def test_what_stops_a_number_is_told_to_each_as_their_own_to_do(
    browser: Client,
    municipality: Organisation,
    signed_in: SignedIn,
    conversation: Conversation,
) -> None:
    with every_tenant("the platform no longer takes the token"):
        PhoneNumber.objects.update(stopped_code=190)

    of_administrator = read(browser, conversation)
    of_agent = read(signed_in(join(municipality, "Erik", "agent")), conversation)

    assert "Vraag uw WhatsApp-leverancier om een nieuwe toegangscode." in of_administrator
    assert "Waarschuw uw beheerder." in of_agent
    assert "WhatsApp-leverancier" not in of_agent


def test_of_a_message_that_waits_for_a_new_token_each_is_told_what_they_can_do(
    browser: Client,
    municipality: Organisation,
    signed_in: SignedIn,
    conversation: Conversation,
) -> None:
    reply(browser, conversation)

    become(error_code="190")

    of_administrator = read(browser, conversation)
    of_agent = read(signed_in(join(municipality, "Erik", "agent")), conversation)
    asks = "Vraag uw WhatsApp-leverancier om een nieuwe toegangscode."
    assert asks in of_administrator
    assert "Waarschuw uw beheerder." not in of_administrator
    assert "Waarschuw uw beheerder." in of_agent
    assert asks not in of_agent


def test_where_no_worker_sends_the_reply_box_says_so(
    browser: Client, conversation: Conversation
) -> None:
    assert "Nu gaat er niets weg" in read(browser, conversation)


def test_where_whatsapp_does_not_answer_the_reply_box_says_so(
    browser: Client, conversation: Conversation
) -> None:
    work()
    with every_tenant("the number's circuit opens"):
        NumberCircuit.objects.create(
            number=conversation.number,
            municipality_id=conversation.municipality_id,
            state="open",
            trials=0,
            next_at=now(),
        )

    assert "Nu gaat er niets weg" in read(browser, conversation)
