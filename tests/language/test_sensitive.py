"""What is too private to stand in a message, and how it is masked."""

from __future__ import annotations

import pytest

from bode.language.sensitive import Kind, find_sensitive, mask


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
