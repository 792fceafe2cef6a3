"""What a message may not say: only what is plain, in Dutch and in English."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.policy import (
    PURPOSES,
    Consent,
    LicenceFacts,
    Permission,
    Refusal,
    RefusalCode,
    SendRequest,
    may_send,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def say(*texts: str) -> Permission | Refusal:
    """Answer a citizen who has just written, in these words."""
    return may_send(
        SendRequest(
            recipient_valid=True,
            recipient_problem=None,
            purpose="municipal_services",
            licence=LicenceFacts(status="active", purposes=frozenset({"municipal_services"})),
            message_type="text",
            template=None,
            last_inbound_at=NOON,
            now=NOON,
            consent=Consent.IMPLIED,
            marketing_stopped=False,
            texts=texts,
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        "Uw BSN is 123456782.",
        "Het gaat om 123456782, klopt dat?",
        "bsn:123456782",
        "BSN 1234.56.782",
        "Het burgerservicenummer van uw zoon is 111 222 333",
        "Zaaknummer 2026-00012, BSN 123456782",
        "Your citizen service number is 123456782",
        "Uw BSN is 1234\u200b56782",
        "Uw BSN is １２３４５６７８２",
    ],
)
def test_sharing_a_bsn_is_refused(text: str) -> None:
    answer = say(text)

    assert isinstance(answer, Refusal)
    assert answer.code is RefusalCode.CONTENT_FORBIDDEN
    assert answer.reason_nl == "In dit bericht staat een burgerservicenummer (BSN)."


@pytest.mark.parametrize(
    "text",
    [
        "Wat is uw BSN?",
        "Stuur ons uw BSN, dan zoeken wij het op.",
        "Kunt u uw burgerservicenummer doorgeven?",
        "Geef alstublieft je naam en je BSN door.",
        "Dank voor uw bericht. Mag ik uw BSN hebben?",
        "Wij hebben ook uw BSN nodig.",
        "Wat is je burger service nummer?",
        "Wat is uw sofi-nummer?",
        "What is your BSN?",
        "Please send us your citizen service number.",
        "Can we have your BSN?",
    ],
)
def test_asking_for_a_bsn_is_refused(text: str) -> None:
    answer = say(text)

    assert isinstance(answer, Refusal)
    assert answer.code is RefusalCode.CONTENT_FORBIDDEN
    assert answer.reason_nl == "Dit bericht vraagt om een burgerservicenummer (BSN)."


@pytest.mark.parametrize(
    "text",
    [
        "Stem op lijst 3!",
        "Stem op onze wethouder.",
        "Stem op 18 maart op de lijst van de burgemeester!",
        "Kom naar de stembus, stem Partij Vooruit!",
        "Op 18 maart zijn er verkiezingen. Stem op Voorbeeldpartij.",
        "Stem dan op de partij die voor u werkt.",
        "Breng uw stem uit op onze kandidaat.",
        "Geef uw stem aan onze partij!",
        "Wij werken hard, dus stem op ons.",
        "Stem voor het plan van de gemeente.",
        "Kom stemmen op de wethouder!",
        "Kom op 18 maart stemmen op onze burgemeester.",
        "Wij zien u graag: ga ook op onze wethouder stemmen.",
        "Steun onze partij.",
        "Word lid van onze partij en doe mee.",
        "Vote for us!",
        "Come and vote for the mayor!",
        "Please vote for list 3.",
        "Vote for Jane Doe on Wednesday.",
        "Vote against the plan.",
        "Join our party today.",
    ],
)
def test_campaigning_is_refused(text: str) -> None:
    answer = say(text)

    assert isinstance(answer, Refusal)
    assert answer.code is RefusalCode.CONTENT_FORBIDDEN
    assert "campagne" in answer.reason_nl


@pytest.mark.parametrize(
    "text",
    [
        "Op welke partij gaat u stemmen?",
        "Op wie heb je gestemd?",
        "Op wie stemt u?",
        "Which party will you vote for?",
        "Who did you vote for?",
        "Ga niet stemmen. Het heeft geen zin.",
        "Stem niet!",
        "Do not vote.",
        "Koop nu kaarten met 50% korting!",
        "Boek nu, deze aanbieding stopt morgen.",
        "Gebruik kortingscode ZOMER26.",
        "Buy now and get 20% off.",
        "Use discount code SUMMER.",
    ],
)
def test_other_forbidden_uses_are_refused(text: str) -> None:
    answer = say(text)

    assert isinstance(answer, Refusal)
    assert answer.code is RefusalCode.CONTENT_FORBIDDEN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "U heeft morgen om 10.00 uur een afspraak.",
        # about voting, but facts alone
        "Hoe kan ik stemmen?",
        "U kunt stemmen op woensdag 18 maart, van 7.30 tot 21.00 uur.",
        "Stem op 18 maart in een stembureau bij u in de buurt.",
        "Stem op woensdag 18 maart.",
        "U kunt stemmen in het gemeentehuis.",
        "Kom stemmen op ons gemeentehuis aan het plein.",
        "Stem op ons stembureau in de bibliotheek.",
        "Stem op nummer 12 van de Dorpsstraat.",
        "Kom stemmen op het ontwerp van de speeltuin.",
        "De wethouder opent woensdag het nieuwe stembureau.",
        "Kom naar de opening door de wethouder.",
        "U kunt niet stemmen op de burgemeester: die wordt benoemd.",
        "Ga naar de balie om uw afspraak af te stemmen op ons rooster.",
        "Stem op Woensdag 18 maart.",
        "Breng uw stem uit op 18 maart.",
        "U brengt uw stem uit op een kandidaat. Dat doet u met het rode potlood.",
        "Bent u uw stempas kwijt? Vraag een nieuwe aan. Neem uw paspoort mee.",
        "Iemand anders kan voor u stemmen. Dat heet stemmen met een volmacht.",
        "Zonder stempas kunt u niet stemmen.",
        "Ga niet stemmen zonder uw paspoort of identiteitskaart.",
        "Op wie kan ik stemmen? De kandidatenlijst staat op onze website.",
        "Welke partijen doen mee? Dat leest u op onze website.",
        "Laat uw stem horen tijdens de bewonersavond.",
        "Dat stemt ons blij. Stemt u in met deze afspraak?",
        "How do I vote? You can vote at any polling station on 18 March.",
        "You can't vote without your voting pass.",
        # about a BSN, but safe
        "Stuur nooit uw BSN via WhatsApp.",
        "Wij vragen u niet om uw BSN te sturen.",
        "Vul uw BSN in op het formulier op onze website.",
        "Neem uw BSN mee naar de balie.",
        "Uw BSN staat op uw paspoort.",
        "Never send us your BSN.",
        # numbers that are something else
        "Uw zaaknummer is 123456782.",
        "Zaaknummer: 123456782. Status: in behandeling.",
        "Ons kenmerk 123456782",
        "Factuur 111222333 is betaald.",
        "Bel ons op 085 000 0001 of app naar 06-12345678.",
        "Ons nummer is +31 612345678.",
        "De begroting is € 123.456.782.",
        "Het rekeningnummer is NL91ABNA0417164300.",
        "Bel 14 030 of 0800-1234.",
        "RSIN 123456782",
        # money and tourism, but no advertising
        "U krijgt 50% korting op uw aanslag, omdat uw inkomen laag is.",
        "Bestel nu een nieuwe afvalpas via onze website.",
        "Met de stadspas heeft u korting op het zwembad.",
        "Het museum is open van 10 tot 17 uur. Kaarten koopt u aan de kassa.",
        "You can book a tour at the tourist office.",
    ],
)
def test_ordinary_service_is_not_refused(text: str) -> None:
    assert isinstance(say(text), Permission)


def test_every_text_in_a_message_is_read() -> None:
    assert isinstance(say("Goedemorgen.", "Uw BSN is 123456782."), Refusal)


@pytest.mark.parametrize("purpose", [each for each in PURPOSES.values() if each.allowed])
def test_the_examples_of_what_is_allowed_may_be_sent(purpose: object) -> None:
    examples = (*purpose.examples_nl, *purpose.examples_en)  # type: ignore[attr-defined]

    assert [text for text in examples if isinstance(say(text), Refusal)] == []


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(say(text), Permission | Refusal)


def test_the_longest_text_takes_no_long_time() -> None:
    started = time.perf_counter()
    for text in (
        "stem op " * 512,
        "a" * 4096 + " bsn",
        "stuur uw " * 455,
        "1234 56 " * 512,
        "zaak " * 819 + "123456782",
        "koop nu " * 512,
        "op wie gaat u " * 290,
        "uw stem op de CDA VVD " * 186,
        "lijst 3 u stemt de partij " * 157,
        "korting nu vandaag kom " * 178,
        "s t e m " * 512,
    ):
        say(text)

    assert time.perf_counter() - started < 10  # a pattern that tries again and again takes minutes
