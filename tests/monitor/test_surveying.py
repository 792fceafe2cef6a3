"""The survey: a round, its links, and what municipalities answer."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import formats, timezone, translation
from tests.people import actor_of

from bode.monitor import surveying
from bode.monitor.errors import LinkExpired, LinkUnknown, RoundNotOpen
from bode.monitor.jobs import close_overdue
from bode.monitor.models import Invitation, Status, SurveyRound
from bode.monitor.queries import list_towns
from bode.monitor.surveying import Answer
from bode.monitor.towns import standing_of
from bode.monitor.uses import Use
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Mail, Person
from bode.organisations.tenancy import scope

pytestmark = pytest.mark.usefixtures("municipalities")

UTRECHT = "utrecht@gemeente.example"


@pytest.fixture
def vng(mona: Person) -> Actor:
    return actor_of(mona)


@pytest.fixture
def planned(vng: Actor) -> SurveyRound:
    return surveying.plan_round(
        vng,
        title="Voorjaar",
        closes_on=timezone.localdate() + timedelta(days=30),
        addresses={"GM0344": UTRECHT},
    )


@pytest.fixture
def opened(vng: Actor, planned: SurveyRound) -> SurveyRound:
    with scope(vng.organisation_id):
        surveying.open_round(vng, planned.id, path)
    return planned


def path(token: str) -> str:
    return f"/answer/{token}/"


def mailed_token(vng: Actor) -> str:
    """Of the newest mail."""
    with scope(vng.organisation_id):
        mail = Mail.objects.order_by("id").last()
    assert mail is not None
    found = re.search(r"/answer/([^/]+)/", mail.text)
    assert found is not None
    return found[1]


def handed_token(vng: Actor, of: SurveyRound, code: str) -> str:
    links = {link.code: link for link in surveying.make_links(vng, of.id, path)}
    return links[code].path.split("/")[2]


def given(**more: Any) -> Answer:
    facts = {
        "use": Use.BSP,
        "first_day": date(2025, 1, 1),
        "provider": "Waterlijn",
        "purposes": ["permits"],
        "may_publish": True,
    } | more
    return Answer(**facts)


def use_of(code: str) -> Use:
    [town] = list_towns(code)
    return standing_of(town, timezone.localdate()).use


def test_a_round_is_for_every_municipality_of_today_and_tells_nobody_yet(
    vng: Actor, planned: SurveyRound
) -> None:
    assert planned.invitations.count() == 342
    with scope(vng.organisation_id):
        assert not Mail.objects.exists()


def test_opened_it_mails_a_link_to_who_has_an_address(vng: Actor, opened: SurveyRound) -> None:
    with scope(vng.organisation_id):
        [mail] = Mail.objects.all()

    assert (mail.address, mail.is_secret) == (UTRECHT, True)
    assert surveying.find_invitation(mailed_token(vng)).municipality.code == "GM0344"


def test_an_answer_is_a_status_at_once(vng: Actor, opened: SurveyRound) -> None:
    surveying.answer(mailed_token(vng), given())

    assert use_of("GM0344") == Use.BSP
    status = Status.objects.get()
    assert (status.source_kind, status.source_name) == ("survey", "Voorjaar")
    assert (status.source_day, status.certainty) == (timezone.localdate(), "certain")


def test_an_answer_without_a_first_day_says_nothing_of_days_before_it(
    vng: Actor, opened: SurveyRound
) -> None:
    surveying.answer(mailed_token(vng), given(first_day=None))

    assert Status.objects.get().first_day == timezone.localdate()


def test_it_can_be_corrected_by_the_same_link_until_the_round_closes(
    vng: Actor, opened: SurveyRound
) -> None:
    token = mailed_token(vng)
    surveying.answer(token, given())
    surveying.answer(token, given(use=Use.NONE, provider="", purposes=[]))

    assert use_of("GM0344") == Use.NONE
    assert Status.objects.filter(withdrawn_at=None).count() == 1
    surveying.close_round(vng, opened.id)
    with pytest.raises(RoundNotOpen):
        surveying.answer(token, given())
    assert use_of("GM0344") == Use.NONE


def test_what_a_municipality_wants_no_one_to_see_vng_alone_sees(
    vng: Actor, opened: SurveyRound
) -> None:
    surveying.answer(mailed_token(vng), given(may_publish=False))

    assert use_of("GM0344") == Use.UNKNOWN
    assert Status.objects.get().use == "bsp"


def test_a_link_that_nobody_has_opens_nothing(vng: Actor, opened: SurveyRound) -> None:
    for token in ("", "made-up", mailed_token(vng)[:-1]):
        with pytest.raises(LinkUnknown):
            surveying.find_invitation(token)


def test_a_link_answers_for_its_own_municipality_alone(vng: Actor, opened: SurveyRound) -> None:
    surveying.answer(handed_token(vng, opened, "GM0363"), given())

    assert (use_of("GM0363"), use_of("GM0344")) == (Use.BSP, Use.UNKNOWN)


def test_after_the_last_day_a_link_has_expired(vng: Actor, opened: SurveyRound) -> None:
    token = mailed_token(vng)
    SurveyRound.objects.update(closes_on=timezone.localdate())
    surveying.find_invitation(token)
    SurveyRound.objects.update(closes_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(LinkExpired):
        surveying.answer(token, given())


def test_a_reminder_goes_to_who_has_not_answered_with_a_new_link(
    vng: Actor, opened: SurveyRound
) -> None:
    first = mailed_token(vng)
    with scope(vng.organisation_id):
        assert surveying.remind(vng, opened.id, path) == 1
    second = mailed_token(vng)

    with pytest.raises(LinkUnknown):
        surveying.find_invitation(first)
    surveying.answer(second, given())
    with scope(vng.organisation_id):
        assert surveying.remind(vng, opened.id, path) == 0


def test_links_to_hand_out_are_for_who_has_no_address(vng: Actor, opened: SurveyRound) -> None:
    links = surveying.make_links(vng, opened.id, path)

    assert len(links) == 341
    assert "GM0344" not in {link.code for link in links}


def test_only_the_digest_of_a_link_is_kept(vng: Actor, opened: SurveyRound) -> None:
    token = mailed_token(vng)

    assert not Invitation.objects.filter(digest__contains=token).exists()


def test_the_response_is_told_by_province(vng: Actor, opened: SurveyRound) -> None:
    surveying.answer(mailed_token(vng), given())

    found = {each.province: each for each in surveying.list_responses(opened)}

    assert (found["Utrecht"].answered, found["Utrecht"].invited) == (1, 26)
    assert (found["Zeeland"].answered, found["Zeeland"].invited) == (0, 13)


def test_a_round_is_opened_once_and_its_addresses_go_when_it_closes(
    vng: Actor, opened: SurveyRound
) -> None:
    with pytest.raises(RoundNotOpen):
        surveying.open_round(vng, opened.id, path)
    surveying.close_round(vng, opened.id)
    assert not Invitation.objects.exclude(email="").exists()
    with pytest.raises(RoundNotOpen):
        surveying.make_links(vng, opened.id, path)


def test_after_its_last_day_a_round_closes_by_itself_opened_or_not(
    vng: Actor, planned: SurveyRound
) -> None:
    drafted = SurveyRound.objects.get(id=planned.id)
    close_overdue(0)
    assert Invitation.objects.filter(round=drafted).exclude(email="").exists()

    SurveyRound.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    close_overdue(0)

    drafted.refresh_from_db()
    assert drafted.status == "closed"
    assert not Invitation.objects.exclude(email="").exists()


def test_a_round_that_nobody_was_written_to_can_be_discarded(
    vng: Actor, planned: SurveyRound
) -> None:
    surveying.discard_round(vng, planned.id)

    assert not SurveyRound.objects.exists()
    assert not Invitation.objects.exists()


def test_a_round_that_was_opened_can_not_be_discarded(vng: Actor, opened: SurveyRound) -> None:
    with pytest.raises(RoundNotOpen):
        surveying.discard_round(vng, opened.id)


def test_its_mail_is_in_dutch_whatever_the_sender_reads(vng: Actor, planned: SurveyRound) -> None:
    with scope(vng.organisation_id), translation.override("en"):
        surveying.open_round(vng, planned.id, path)
        mail = Mail.objects.get()

    assert "uw antwoord namens Utrecht" in mail.subject
    assert "Langs welke weg gebruikt de gemeente Utrecht WhatsApp?" in mail.text
    assert formats.date_format(planned.closes_on, "Y") in mail.text


def test_whoever_is_not_vngs_monitor_has_no_say(alice: Person, planned: SurveyRound) -> None:
    stranger = actor_of(alice)
    for attempt in (surveying.open_round, surveying.remind, surveying.make_links):
        with pytest.raises(NotAllowed):
            attempt(stranger, planned.id, path)
    with pytest.raises(NotAllowed):
        surveying.close_round(stranger, planned.id)
