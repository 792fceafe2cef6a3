"""Finding what was said, and with whom."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from tests.conversations.street import Citizen

from bode.conversations.models import Contact, Message, SearchEntry
from bode.conversations.search.finding import Choice, find_contacts, find_said
from bode.conversations.search.marking import mark
from bode.conversations.search.wanting import plain, read
from bode.conversations.states import Direction, Findable
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant, scope

QUESTION = "Wanneer komt de kapvergunning voor mijn café in de Éénhoornlaan?"


@pytest.fixture(autouse=True)
def at_home(number: PhoneNumber) -> Iterator[None]:
    with scope(number.municipality_id):
        yield


@pytest.fixture
def question(citizen: Citizen) -> Message:
    citizen.write(content={"body": QUESTION})
    return Message.objects.get()


def find(typed: str, **choice: object) -> list[object]:
    return [each.id for each in find_said(read(typed), Choice(**choice))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    [
        "kapvergunning",
        "kapvergunningen",  # the same stem
        "KAPVERG",  # a beginning
        "cafe éénh",
        "de kapvergunning",  # which says no more than its second word
    ],
)
def test_a_message_is_found_by_its_words(question: Message, typed: str) -> None:
    assert find(typed) == [question.id]


@pytest.mark.parametrize("typed", ["vergunning", "kapvergunning bouwvergunning", "ca"])
def test_all_words_must_be_there(question: Message, typed: str) -> None:
    assert find(typed) == []


def test_what_holds_several_words_comes_latest_first_page_by_page(citizen: Citizen) -> None:
    for said in ("Afspraak verzetten?", "Dank u", "Mijn afspraak graag verzetten", "Afspraak dan?"):
        citizen.write(content={"body": said})
    wanted = read("afspraak verzetten")

    [latest] = find_said(wanted, Choice(), limit=1)
    [earlier] = find_said(wanted, Choice(), before=(latest.at, latest.id), limit=1)

    texts = {each.id: each.text for each in Message.objects.all()}
    assert texts[latest.id] == "Mijn afspraak graag verzetten"
    assert texts[earlier.id] == "Afspraak verzetten?"


@pytest.mark.parametrize("typed", ["kapvergunning", "kapvergunning eenhoorn"])
def test_no_note_came_from_a_citizen(question: Message, typed: str) -> None:
    assert find(typed) == [question.id]
    assert find(typed, kind=Findable.NOTE, direction=Direction.IN) == []


@pytest.mark.parametrize("typed", ["", "de het een", "!?", "' & | !:*"])
def test_what_says_nothing_is_no_search(typed: str) -> None:
    assert not read(typed)


@pytest.mark.parametrize("typed", ["O'Neill:*", "kap'verg", "\\", "a\x00b", "🎉 kap"])
def test_whatever_is_typed_can_be_sought(question: Message, typed: str) -> None:
    wanted = read(typed)

    assert not wanted or find_said(wanted, Choice()) is not None


@pytest.mark.parametrize(
    "word", ["Éénhoorn", "Łódź", "Øresund", "straße", "Yıldız", "ﬁets", "CAFÉ"]
)
def test_postgresql_takes_accents_away_as_we_do(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT bode_plain(%s)", [word])
        assert cursor.fetchone() == (plain(word),)


def test_another_municipality_finds_nothing(question: Message, provider: Organisation) -> None:
    with scope(provider.id):
        assert find("kapvergunning") == []


def test_what_changes_is_found_by_its_new_words(question: Message) -> None:
    Message.objects.filter(id=question.id).update(text="Laat maar, dank u")

    assert find("kapvergunning") == []
    assert find("dank") == [question.id]


def test_what_is_erased_leaves_no_words(question: Message) -> None:
    question.delete()
    with every_tenant("a test looks for what is left"):
        assert not SearchEntry.objects.exclude(kind="contact").exists()


def test_one_can_choose_among_messages(question: Message) -> None:
    assert find("kapvergunning", direction=Direction.IN) == [question.id]
    assert find("kapvergunning", direction=Direction.OUT) == []
    assert find("kapvergunning", has_file=True) == []
    assert find("kapvergunning", has_failed=True) == []
    assert find("kapvergunning", status="open", until=question.at) == []


@pytest.mark.parametrize(
    "typed", ["06 1234 5678", "+31 6 12345678", "31612345", "5678", "Jan", "jans"]
)
def test_a_citizen_is_found_by_name_or_number(citizen: Citizen, typed: str) -> None:
    citizen.write()
    Contact.objects.update(name="Ján Jansen")

    assert [each.name for each in find_contacts(read(typed))] == ["Ján Jansen"]


def test_the_words_are_marked_in_what_was_found(question: Message) -> None:
    (pieces,) = mark([question.text], read("kapvergunningen cafe"))

    assert [each.text for each in pieces if each.is_marked] == ["kapvergunning", "café"]
    assert "".join(each.text for each in pieces) == QUESTION


def test_of_a_long_text_the_part_with_the_words_is_shown() -> None:
    (pieces,) = mark(["voor " * 200 + "kapvergunning" + " na" * 200], read("kapv"))

    text = "".join(each.text for each in pieces)
    assert "kapvergunning" in text
    assert len(text) < 350
