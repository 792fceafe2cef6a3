"""How many a broadcast reached in each area, in its report and on paper."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.broadcasting import let_ask, run_broadcast
from tests.people import actor_of, join
from tests.web.conftest import SignedIn
from tests.web.test_broadcast_report import read, saved, settle, table

from bode.basics import now
from bode.broadcasts.audiences import Audience
from bode.broadcasts.models import Broadcast, SecondMessage
from bode.conversations.consents import record_consents
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope

CENTRE, HARBOUR, EVERYWHERE = "31612347001", "31612347002", "31612347003"
BOTH = "31612347004"


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    """Sends broadcasts; four citizens asked for them, with their areas."""
    person = join(municipality, "Erik", "broadcaster")
    ask(person, [CENTRE, BOTH], "3511")
    ask(person, [HARBOUR, BOTH], "Havenkwartier")
    let_ask(person, [EVERYWHERE])
    return person


def ask(person: Person, phones: list[str], area: str) -> None:
    actor = actor_of(person)
    with scope(actor.organisation_id):
        record_consents(
            actor,
            phones=phones,
            purpose="appointments",
            wording="Ja, graag.",
            given_at=now() - timedelta(minutes=1),
            source="balie",
            area=area,
        )


@pytest.fixture
def fatima(municipality: Organisation) -> Person:
    return join(municipality, "Fatima", "approver")


def run(erik: Person, fatima: Person, *areas: str) -> Broadcast:
    audience = Audience(subscribed_to="appointments", areas=areas)
    return run_broadcast(erik, fatima, [], audience=audience)


def test_each_area_tells_who_was_reached_there(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    broadcast = run(erik, fatima)
    settle(broadcast, [2, 2, 2, None])  # in the order of their numbers: all but who chose both

    page = read(signed_in(erik), broadcast)

    assert table(page, "areas") == [
        ["De hele gemeente", "1", "1", "0", "100%"],
        ["3511", "2", "1", "1", "50%"],
        ["Havenkwartier", "2", "1", "1", "50%"],
    ]
    assert "<title>3511: 50%, 1 van 2</title>" in page
    assert saved(signed_in(erik), broadcast, "areas")[2] == ["3511", "2", "1", "1", "50%"]


def test_who_was_reached_along_another_way_counts_once(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    broadcast = run(erik, fatima, "3511")
    settle(broadcast, [2, None, None])
    with every_tenant("a test's world"):
        SecondMessage.objects.bulk_create(
            SecondMessage(
                municipality_id=broadcast.municipality_id,
                broadcast=broadcast,
                address=BOTH,
                way=way,
                state="delivered",
                asked_at=now(),
            )
            for way in ("sms", "email")
        )

    rows = table(read(signed_in(erik), broadcast), "areas")

    assert ["3511", "2", "2", "0", "100%"] in rows


def test_one_for_an_area_tells_of_no_other(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    broadcast = run(erik, fatima, "3511")
    settle(broadcast, [2, 2, 2])

    names = [row[0] for row in table(read(signed_in(erik), broadcast), "areas")]

    assert names == ["De hele gemeente", "3511"]


def test_what_someone_chose_after_it_left_changes_nothing(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    broadcast = run(erik, fatima)
    settle(broadcast, [2, 2, 2, 2])
    actor = actor_of(erik)
    with scope(actor.organisation_id):
        record_consents(
            actor,
            phones=[CENTRE],
            purpose="appointments",
            wording="Ja, graag.",
            given_at=now(),
            source="balie",
            area="3599",
        )

    names = [row[0] for row in table(read(signed_in(erik), broadcast), "areas")]

    assert names == ["De hele gemeente", "3511", "Havenkwartier"]


def test_where_nobody_chose_an_area_nothing_is_told_of_them(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    broadcast = run_broadcast(erik, fatima, [EVERYWHERE])
    settle(broadcast, [2])

    assert "Bereikt per gebied" not in read(signed_in(erik), broadcast)
    paper = signed_in(erik).get(f"/broadcasts/{broadcast.id}/report.pdf").content
    assert "Bereikt per gebied" not in _text(paper)


def test_it_stands_on_paper_too(erik: Person, fatima: Person, signed_in: SignedIn) -> None:
    broadcast = run(erik, fatima)
    settle(broadcast, [2, 2, 2, None])

    text = _text(signed_in(erik).get(f"/broadcasts/{broadcast.id}/report.pdf").content)

    assert "Bereikt per gebied" in text
    assert "Havenkwartier" in text
    assert EVERYWHERE not in text


def _text(paper: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)
