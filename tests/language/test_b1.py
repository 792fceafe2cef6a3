"""What in a Dutch answer may be made easier, and what would."""

from __future__ import annotations

import pytest

from bode.language import b1
from bode.language.b1 import Finding, Kind
from bode.language.b1.plain_words import count


def found(text: str, kind: Kind) -> list[Finding]:
    return [each for each in b1.check(text) if each.kind == kind]


def test_a_plain_answer_is_left_alone() -> None:
    text = "Goedemiddag! Uw paspoort is klaar. U kunt het ophalen van 9.00 tot 17.00 uur."

    assert b1.check(text) == []


@pytest.mark.parametrize(
    ("text", "words", "plainer"),
    [
        ("Wij schrijven u inzake de vergunning.", "inzake", ("over",)),
        ("Derhalve sturen wij u niets.", "Derhalve", ("Dus", "Daarom")),
        ("Dat is i.v.m. de feestdagen.", "i.v.m.", ("vanwege", "door")),
        ("Dat is ivm de feestdagen.", "ivm", ("vanwege", "door")),
        ("Wij helpen u zo spoedig mogelijk.", "zo spoedig mogelijk", ("zo snel mogelijk",)),
        ("Er zijn faciliteiten.", "faciliteiten", ("voorzieningen",)),
        ("Wij verzoeken u te komen.", "verzoeken", ("vragen",)),
    ],
)
def test_a_difficult_word_can_be_replaced_as_it_stands(
    text: str, words: str, plainer: tuple[str, ...]
) -> None:
    (finding,) = found(text, Kind.DIFFICULT_WORD)

    assert (finding.words, finding.plainer) == (words, plainer)
    assert text[finding.start : finding.end] == words


def test_what_changes_the_sentence_is_only_advised() -> None:
    (finding,) = found("U dient het formulier te sturen.", Kind.DIFFICULT_WORD)

    assert (finding.words, finding.plainer) == ("dient het formulier te", ())
    assert finding.advice == ("moet",)


def test_the_list_knows_hundreds_of_words() -> None:
    assert count() > 1000


def test_a_sentence_of_more_than_twenty_words_is_long_and_can_be_cut() -> None:
    text = (
        "Wij hebben uw aanvraag vandaag gekregen en we kijken er deze week nog naar, en u krijgt "
        "daarna van ons een brief met het antwoord."
    )
    (finding,) = found(text, Kind.LONG_SENTENCE)

    assert finding.length == 25
    (two,) = finding.plainer
    assert two.startswith("Wij hebben uw aanvraag vandaag gekregen en we kijken er ")
    assert two.endswith("deze week nog naar. U krijgt daarna van ons een brief met het antwoord.")


def test_an_abbreviation_ends_no_sentence_and_an_address_has_no_words() -> None:
    text = "Bel bijv. Dhr. Jansen of kijk op https://voorbeeldstad.example/een/twee/drie/vier."

    assert found(text, Kind.LONG_SENTENCE) == []


@pytest.mark.parametrize(
    "text",
    [
        "Uw aanvraag wordt behandeld.",
        "De vergunning is verleend door het college.",
        "Er werd een brief gestuurd.",
        "Dat het formulier ingevuld wordt, is belangrijk.",
        "De kosten worden door ons betaald.",
    ],
)
def test_the_passive_is_found(text: str) -> None:
    assert len(found(text, Kind.PASSIVE)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "De vergunningen worden duurder.",
        "Als u betaalt, wordt het makkelijker.",
        "Het gebied wordt groter.",
        "Het wordt mooi weer.",
        "Dat is bekend.",
        "Uw gemeente wordt groter.",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert found(text, Kind.PASSIVE) == []
