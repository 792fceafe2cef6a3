"""Exercising a crisis in the browser: beginning, taking part, ending, and learning from it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from tests.broadcasts.reaching import PHONES
from tests.drills import exercise, let_warn, prepare, send
from tests.people import actor_of, join
from tests.web.conftest import SignedIn

from bode.basics import now
from bode.broadcasts.drills import telling
from bode.broadcasts.drills.cleaning import KEPT, clean_old
from bode.broadcasts.drills.ending import end
from bode.broadcasts.drills.faults import Chosen, Fault
from bode.broadcasts.drills.lessons import Learnt, Lesson
from bode.broadcasts.emergencies import find_procedure, switch
from bode.broadcasts.models import Drill
from bode.licensing.dossier.printing.blocks import day
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.web.broadcast.drills.words import say_lesson


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    """Sends broadcasts; three citizens asked for warnings."""
    person = join(municipality, "Erik", "broadcaster")
    let_warn(number, person, PHONES)
    return person


@pytest.fixture
def fatima(municipality: Organisation) -> Person:
    return join(municipality, "Fatima", "approver")


@pytest.fixture
def drill(erik: Person, fatima: Person) -> Drill:
    return exercise(erik, source=prepare(erik))


def begun() -> Drill:
    with every_tenant("a test looks at everything"):
        return Drill.objects.get()


def test_a_drill_begins_from_a_prepared_message(signed_in: SignedIn, erik: Person) -> None:
    client, source = signed_in(erik), prepare(erik)
    page = client.get(reverse("broadcast", args=[source.id]))
    assert f"{reverse('new_drill')}?source={source.id}" in page.content.decode()

    chosen = {"line": "on", "line-begins": "0", "line-lasts": "60"}
    told = {"name": "Rook in de stad", "source": str(source.id), **chosen}
    answer = client.post(reverse("new_drill"), told)

    drill = begun()
    assert answer.headers["Location"] == reverse("drill", args=[drill.id])
    assert drill.faults == [{"fault": "line", "begins": 0, "lasts": 60, "percent": 0}]
    assert client.get(answer.headers["Location"]).status_code == 200


def test_in_a_drill_every_page_says_so(signed_in: SignedIn, erik: Person, drill: Drill) -> None:
    client = signed_in(erik)
    assert "OEFENING" not in client.get(reverse("broadcasts")).content.decode()
    client.post(reverse("enter_drill", args=[drill.id]))

    for page in ("broadcasts", "new_broadcast", "message_templates", "drills", "settings"):
        answer = client.get(reverse(page)).content.decode()
        assert "<title>OEFENING: " in answer
        assert drill.name in answer


@pytest.fixture
def procedure(municipality: Organisation) -> None:
    """For emergencies, which nobody confirmed yet."""
    with scope(municipality.id):
        switch(actor_of(join(municipality, "Ali", "administrator")), on=True)


def is_confirmed(municipality: Organisation) -> bool:
    with scope(municipality.id):
        procedure = find_procedure()
        return procedure is not None and procedure.confirmed_at is not None


def end_by(person: Person, drill: Drill) -> None:
    with scope(drill.municipality_id):
        end(actor_of(person), drill.id)


def confirm(client: Client, **more: str) -> Any:
    return client.post(reverse("confirm_emergency"), more)


@pytest.mark.usefixtures("procedure")
def test_what_is_done_in_a_drill_that_ended_meanwhile_is_not_done_for_real(
    signed_in: SignedIn, erik: Person, fatima: Person, drill: Drill, municipality: Organisation
) -> None:
    client = signed_in(fatima)
    client.post(reverse("enter_drill", args=[drill.id]))
    end_by(erik, drill)

    part = client.get(reverse("drill_now", args=[drill.id]), headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == reverse("home")
    answer = confirm(client)
    assert answer.status_code == 409
    assert "De oefening is voorbij" in answer.content.decode()
    assert not is_confirmed(municipality)

    # Another tab, with a page of the drill; and then a page of what is real.
    assert confirm(client, made_for=str(drill.world_id)).status_code == 409
    assert not is_confirmed(municipality)
    page = client.get(reverse("emergency_procedure")).content.decode()
    assert f'name="made_for" value="{municipality.id}"' in page
    confirm(client, made_for=str(municipality.id))
    assert is_confirmed(municipality)


@pytest.mark.usefixtures("procedure")
def test_a_page_of_what_is_real_does_nothing_in_a_drill(
    signed_in: SignedIn, erik: Person, fatima: Person, drill: Drill, municipality: Organisation
) -> None:
    client = signed_in(fatima)
    client.post(reverse("enter_drill", args=[drill.id]))

    answer = confirm(client, made_for=str(municipality.id))

    assert answer.status_code == 409
    assert "Er is niets gedaan" in answer.content.decode()
    part = client.post(
        reverse("confirm_emergency"),
        {"made_for": str(municipality.id)},
        headers={"HX-Request": "true"},
    )
    assert part.headers["HX-Redirect"] == reverse("home")
    home = client.get(reverse("home"), follow=True).content.decode()
    assert "hoorde bij het echte werk, en u oefent nu" in home


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 inwoner kreeg “Rook” niet, omdat het gestopt is."),
        (12000, "12.000 inwoners kregen “Rook” niet, omdat het gestopt is."),
    ],
)
def test_a_lesson_counts_as_people_do(count: int, said: str) -> None:
    learnt = Learnt(lesson=Lesson.STOPPED, of="Rook", count=count)

    assert say_lesson(learnt)["said"] == said


@pytest.mark.parametrize("more", [0, 4])
def test_who_looks_at_a_drill_has_everything_counted_once(
    signed_in: SignedIn,
    erik: Person,
    fatima: Person,
    drill: Drill,
    more: int,
    django_assert_max_num_queries: Any,
) -> None:
    send(erik, fatima, drill)
    for _ in range(more):
        prepare(erik, drill)
    client = signed_in(erik)

    with django_assert_max_num_queries(50) as asked:
        answer = client.get(reverse("drill_now", args=[drill.id]))

    assert "0 van 3 hebben het" in answer.content.decode()
    of_recipients = [each for each in asked if "broadcasts_recipient" in each["sql"]]
    assert len(of_recipients) == 1


def test_the_report_on_paper_says_the_same_and_is_accessible(
    signed_in: SignedIn, erik: Person, fatima: Person
) -> None:
    faults = (Chosen(fault=Fault.LINE, lasts=60), Chosen(fault=Fault.NO_WHATSAPP, percent=10))
    drill = exercise(erik, *faults, source=prepare(erik))
    send(erik, fatima, drill)
    end_by(erik, drill)

    answer = signed_in(erik).get(reverse("drill_pdf", args=[drill.id]))

    said = words_of(answer.content)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in answer.content
    for told in ("3 verzonnen inwoners", "was binnen een seconde goedgekeurd", "Goedgekeurd"):
        assert squeezed(told) in said
    assert squeezed("Er is geen verbinding met WhatsApp") in said
    assert not [phone for phone in PHONES if phone in said]


def test_on_paper_one_invented_citizen_is_not_many(
    signed_in: SignedIn, erik: Person, drill: Drill
) -> None:
    with every_tenant("a test's world"):
        Drill.objects.update(invented=1)

    answer = signed_in(erik).get(reverse("drill_pdf", args=[drill.id]))

    assert squeezed("1 verzonnen inwoner;") in words_of(answer.content)


def words_of(pdf: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def squeezed(text: str) -> str:
    """Without what breaks lines."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", text)


def test_a_stranger_gets_no_report_of_ours(
    signed_in: SignedIn, drill: Drill, other_municipality: Organisation
) -> None:
    stranger = signed_in(join(other_municipality, "Hugo", "broadcaster"))

    for page in ("drill_report", "drill_pdf", "drill_timeline"):
        assert stranger.get(reverse(page, args=[drill.id])).status_code == 404


def test_the_report_says_until_when_the_invented_people_stay(
    signed_in: SignedIn, erik: Person, drill: Drill
) -> None:
    def report() -> str:
        return client.get(reverse("drill_report", args=[drill.id])).content.decode()

    client = signed_in(erik)
    assert "verzonnen inwoners en hun berichten" not in report()
    end_by(erik, drill)
    assert f"blijven tot {day(timezone.localtime(now() + KEPT).date())}" in report()

    with every_tenant("as a job"):
        Drill.objects.update(ended_at=now() - KEPT)
        clean_old()
    assert f"zijn verwijderd op {day(timezone.localdate())}" in report()
    assert client.get(reverse("drill_now", args=[drill.id])).status_code == 200
    assert (
        "Rook: Gemaakt" in client.get(reverse("drill_timeline", args=[drill.id])).content.decode()
    )


def test_where_no_report_can_be_made_its_page_says_why(
    signed_in: SignedIn,
    erik: Person,
    fatima: Person,
    drill: Drill,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def report() -> str:
        return client.get(reverse("drill_report", args=[drill.id])).content.decode()

    send(erik, fatima, drill)
    client = signed_in(erik)
    monkeypatch.setattr(telling, "ARRIVED", "SELECT 1 / 0")
    client.post(reverse("end_drill", args=[drill.id]))

    said = report()
    assert "Bode kon dit rapport niet maken, door een fout in Bode zelf." in said
    assert f"tot {day(timezone.localtime(now() + KEPT).date())}" in said
    with every_tenant("as a job"):
        Drill.objects.update(ended_at=now() - KEPT, cleaning_at=now())
        assert "Bode verwijdert nu de verzonnen inwoners en hun berichten" in report()
        clean_old()
    assert f"zijn verwijderd op {day(timezone.localdate())}, want" in report()
    for file in ("drill_pdf", "drill_timeline"):
        answer = client.get(reverse(file, args=[drill.id]))
        assert answer.headers["Location"] == reverse("drill_report", args=[drill.id])
    page = client.get(reverse("drill", args=[drill.id])).content.decode()
    assert "Van deze oefening zijn geen berichten meer te zien." in page


def test_the_report_tells_what_there_is_to_learn(
    signed_in: SignedIn, erik: Person, fatima: Person, drill: Drill
) -> None:
    send(erik, fatima, drill)
    client = signed_in(erik)
    answer = client.post(reverse("end_drill", args=[drill.id]), follow=True)

    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Wat u ervan leert" in text
    csv = client.get(reverse("drill_timeline", args=[drill.id])).content.decode()
    assert "Rook: Goedgekeurd" in csv
