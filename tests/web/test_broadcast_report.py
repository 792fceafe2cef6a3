"""The report of a broadcast: how it went, who did not get it, and the same as a file."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.test import Client
from pypdf import PdfReader
from tests.broadcasting import let_ask, run_broadcast
from tests.people import join
from tests.web.conftest import SignedIn

from bode.broadcasts.models import Broadcast
from bode.conversations.models import Message
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant
from bode.outbox.models import Sending
from bode.privacy.models import AuditEntry

PHONES = [f"316123460{each:02}" for each in range(10)]


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    """Sends broadcasts; ten citizens asked for them."""
    person = join(municipality, "Erik", "broadcaster")
    let_ask(person, PHONES)
    return person


@pytest.fixture
def running(erik: Person, municipality: Organisation) -> Broadcast:
    """One that was handed over to ten citizens; an eleventh number is none."""
    return run_broadcast(erik, join(municipality, "Fatima", "approver"), [*PHONES, "14030"])


def settle(broadcast: Broadcast, seconds: list[float | None]) -> None:
    """All were accepted after a second; each arrived so many seconds after the start, or failed."""
    start = broadcast.started_at
    assert start is not None
    with every_tenant("a test arranges the outcome"):
        Sending.objects.all().delete()
        for message, after in zip(Message.objects.order_by("id"), seconds, strict=True):
            message.accepted_at = start + timedelta(seconds=1)
            if after is None:
                message.status, message.error_code = "failed", "131026"
            else:
                message.status = "delivered"
                message.delivered_at = start + timedelta(seconds=after)
            message.save()


def read(browser: Client, broadcast: Broadcast) -> str:
    return unescape(browser.get(f"/broadcasts/{broadcast.id}/report/").content.decode())


def table(page: str, label: str) -> list[list[str]]:
    """The cells of a table."""
    found = re.search(rf'<table [^>]*aria-labelledby="{label}">.*?</table>', page, re.DOTALL)
    assert found is not None
    rows = re.findall(r"<tr.*?</tr>", found[0], re.DOTALL)[1:]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def saved(browser: Client, broadcast: Broadcast, figure: str) -> list[list[str]]:
    answer = browser.get(f"/broadcasts/{broadcast.id}/report/{figure}.csv")
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_it_tells_in_how_many_seconds_most_people_had_it(
    running: Broadcast, erik: Person, signed_in: SignedIn
) -> None:
    settle(running, [2, 2, 2, 2, 3, 3, 3, 3, 90, None])

    soon = table(read(signed_in(erik), running), "soon")

    assert soon == [["50%", "3 seconden"], ["90%", "1 minuut"], ["99%", "nog niet"]]


def test_it_tells_what_happened_when(running: Broadcast, erik: Person, signed_in: SignedIn) -> None:
    settle(running, [2, 2, 2, 2, 3, 3, 3, 3, 3, 3])

    page = read(signed_in(erik), running)
    rows = [[int(cell) for cell in row[1:]] for row in table(page, "course")]

    assert [row for row in rows if any(row)] == [[10, 0, 0], [0, 4, 0], [0, 6, 0]]
    assert "<svg" in page


def test_what_comes_long_after_the_rest_stands_in_one_line(
    running: Broadcast, erik: Person, signed_in: SignedIn
) -> None:
    settle(running, [2, 2, 2, 2, 3, 3, 3, 3, 3, 86_400])

    rows = table(read(signed_in(erik), running), "course")

    assert rows[-1] == ["Daarna", "0", "1", "0"]
    assert len(rows) < 10


def test_it_tells_who_did_not_get_it_why_and_what_to_do(
    running: Broadcast, erik: Person, signed_in: SignedIn
) -> None:
    settle(running, [2, 2, 2, 2, 3, 3, 3, 3, None, None])

    causes = table(read(signed_in(erik), running), "causes")

    assert [(title, count) for title, count, _advice in causes] == [
        ("Het bericht kon niet worden bezorgd", "2"),
        ("Geen mobiel nummer", "1"),
    ]
    assert all(advice for _title, _count, advice in causes)


def test_each_table_can_be_saved(running: Broadcast, erik: Person, signed_in: SignedIn) -> None:
    settle(running, [2, 2, 2, 2, 3, 3, 3, 3, None, None])
    browser = signed_in(erik)

    assert saved(browser, running, "course")[0][2:] == ["Aangekomen", "Gelezen"]
    assert [row[1] for row in saved(browser, running, "causes")[1:]] == ["2", "1"]
    missed = saved(browser, running, "missed")[1:]
    assert tuple(missed[0][:2]) == ("14030", "Geen mobiel nummer")
    assert len(missed) == 3


def test_the_pdf_says_the_same_and_is_accessible(
    running: Broadcast, erik: Person, signed_in: SignedIn
) -> None:
    settle(running, [2, 2, 2, 2, 3, 3, 3, 3, None, None])

    answer = signed_in(erik).get(f"/broadcasts/{running.id}/report.pdf")
    pdf = PdfReader(BytesIO(answer.content))
    said = re.sub(
        r"[\s\u00ad\u200b\u2010-]", "", "".join(page.extract_text() for page in pdf.pages)
    )

    assert b"<pdfuaid:part>1</pdfuaid:part>" in answer.content
    assert "Hetberichtkonnietwordenbezorgd" in said
    assert "3seconden" in said
    assert "Goedgekeurd" in said
    assert not [phone for phone in PHONES if phone in said]


def test_who_saves_the_numbers_stands_in_the_audit_trail(
    running: Broadcast, erik: Person, signed_in: SignedIn
) -> None:
    saved(signed_in(erik), running, "missed")

    with every_tenant("a test looks at everything"):
        assert AuditEntry.objects.filter(what="broadcast.save-missed", actor="Erik").exists()


def test_before_the_start_there_is_nothing_to_tell(
    running: Broadcast, erik: Person, signed_in: SignedIn
) -> None:
    assert "Er is nog niets verstuurd" in read(signed_in(erik), running)


def test_a_stranger_finds_no_report_of_ours(
    running: Broadcast, other_municipality: Organisation, signed_in: SignedIn
) -> None:
    stranger = signed_in(join(other_municipality, "Hugo", "broadcaster"))

    for path in ("/", "/course.csv", "/causes.csv", "/missed.csv", ".pdf"):
        assert stranger.get(f"/broadcasts/{running.id}/report{path}").status_code == 404
