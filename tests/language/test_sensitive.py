"""What is too private to stand in a message, and how it is masked."""

from __future__ import annotations

import timeit

import pytest

from bode.language.sensitive import Kind, conceal, find_sensitive, mask


def kinds(text: str) -> list[Kind]:
    return [each.kind for each in find_sensitive(text)]


@pytest.mark.parametrize(
    ("text", "kind", "masked"),
    [
        ("Mijn BSN is 111222333.", Kind.BSN, "Mijn BSN is •••••••••."),
        ("bsn 1112.22.333 graag", Kind.BSN, "bsn ••••.••.••• graag"),
        ("op NL91 ABNA 0417 1643 00", Kind.IBAN, "op •••• •••• •••• •••3 00"),
        ("nl91abna0417164300, dank", Kind.IBAN, "•••••••••••••••300, dank"),
        ("kaart 4111 1111 1111 1111", Kind.CARD, "kaart •••• •••• •••• •111"),
        ("mijn wachtwoord is Geheim123!", Kind.PASSWORD, "mijn wachtwoord is ••••••"),
        ("Wachtwoord: zomer", Kind.PASSWORD, "Wachtwoord: ••••••"),
        ("mijn pincode is 1234.", Kind.PASSWORD, "mijn pincode is ••••••."),
        ("Ik heb kanker en kan niet komen", Kind.HEALTH, "Ik heb •••••• en kan niet komen"),
    ],
)
def test_it_is_found_and_can_be_masked(text: str, kind: Kind, masked: str) -> None:
    found = find_sensitive(text)

    assert [each.kind for each in found] == [kind]
    assert mask(text, found) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Mijn zaaknummer is 111222333",
        "Bel mij op 06 11122233",
        "Maak het over op NL65 BNGH 0285 0043 55",  # a government's own bank
        "NL91 ABNA 0417 1643 01",  # wrong check digits
        "Factuur 4111 1111 1111 1112",
        "Ik ben mijn wachtwoord vergeten",
        "mijn wachtwoord is verlopen",
        "Collecte voor de kankerbestrijding",
        "Komt er een open dag over dementie in de bibliotheek?",
        "wamid 41111111111111112222",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert kinds(text) == []


def test_each_thing_is_found_once_and_in_order() -> None:
    text = "BSN 111222333, rekening NL91ABNA0417164300, wachtwoord: abcd12"

    assert kinds(text) == [Kind.BSN, Kind.IBAN, Kind.PASSWORD]


def test_what_is_kept_from_sight_is_masked_and_someones_health_is_left_to_read() -> None:
    concealed = conceal("Ik heb diabetes. BSN 111222333, bsn partner 123456782.")

    assert concealed.text == "Ik heb diabetes. BSN •••••••••, bsn partner •••••••••."
    assert concealed.kinds == (Kind.BSN,)


@pytest.mark.parametrize(
    ("beginning", "masked"),
    [
        ("Maak het over op NL91 ABNA 0417 16", "Maak het over op •••• •••• •••• ••"),
        ("mijn nummer is 1112223", "mijn nummer is •••••••"),
        ("Om 9 uur kom ik", "Om 9 uur kom ik"),
    ],
)
def test_a_number_at_which_a_text_was_cut_off_is_masked_too(beginning: str, masked: str) -> None:
    assert conceal(beginning, is_cut=True).text == masked


def test_fifty_messages_take_no_longer_than_one_notices() -> None:
    said = "Ik vroeg op 12 maart een vergunning aan voor Dorpsstraat 12. Mijn code is kwijt."
    texts = [f"{said} Bel 06 12345{each:03}, of schrijf terug. Dank u wel!" for each in range(50)]

    fastest = min(timeit.repeat(lambda: [conceal(each) for each in texts], number=1, repeat=5))

    assert fastest < 0.02  # 1 to 2 ms by itself; ten times that on a machine with other work
