"""A municipality's own parties and candidates, which the content check knows there alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.people import actor_of, join

from bode.licensing.content_places import list_names, place_of
from bode.licensing.election_names import enter_names, forget_candidates
from bode.licensing.errors import NamesWrong
from bode.licensing.models import ElectionName
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant
from bode.policy import find_contents
from bode.privacy.audit import list_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]
OUTSIDE = date(2026, 6, 10)
AROUND = date(2027, 3, 9)


@pytest.fixture
def administrator(alice: Person) -> Actor:
    return actor_of(alice)


def test_what_is_entered_the_check_knows_there(
    administrator: Actor, other_municipality: Organisation
) -> None:
    place_of(administrator.organisation_id)  # looked up before

    enter_names(administrator, ["Hart voor de Polder"], ["Samira el Fassi"])

    here = place_of(administrator.organisation_id)
    [blocked] = find_contents("Stem op Hart voor de Polder.", OUTSIDE, here)
    assert blocked.blocks
    [named] = find_contents("Samira el Fassi belt morgen.", AROUND, here)
    assert (named.kind, named.blocks) == ("political_campaign", False)
    assert find_contents("Samira el Fassi belt morgen.", OUTSIDE, here) == []
    elsewhere = place_of(other_municipality.id)
    assert find_contents("Samira el Fassi belt morgen.", AROUND, elsewhere) == []


def test_they_replace_what_was_there_and_the_trail_tells_how_many(administrator: Actor) -> None:
    enter_names(administrator, ["Dorpslijst", "Polderpartij"], [])
    enter_names(administrator, ["Polderpartij"], ["J. de Wit", " J.  de Wit ", ""])

    names = list_names(administrator.organisation_id)
    assert (names.parties, names.candidates) == (("Polderpartij",), ("J. de Wit",))
    latest = list_entries()[0]
    assert (latest.what, latest.facts) == ("election_names.change", {"party": 1, "candidate": 1})


@pytest.mark.parametrize(
    ("parties", "candidates", "wrong"),
    [
        (["Wij"], [], ("parties", "length", "Wij")),
        ([], ["Jansen"], ("candidates", "surname_alone", "Jansen")),
        ([f"Partij {n}" for n in range(2001)], [], ("parties", "too_many", "")),
    ],
)
def test_what_would_be_found_everywhere_is_not_kept(
    administrator: Actor, parties: list[str], candidates: list[str], wrong: tuple[str, str, str]
) -> None:
    with pytest.raises(NamesWrong) as refused:
        enter_names(administrator, parties, candidates)

    assert (refused.value.field, refused.value.reason, refused.value.name) == wrong
    assert not ElectionName.objects.exists()


def test_after_the_election_candidates_are_forgotten_and_parties_stay(
    administrator: Actor,
) -> None:
    enter_names(administrator, ["Polderpartij"], ["J. de Wit"])
    last = ElectionName.objects.get(kind="candidate").last_day
    assert last is not None

    with every_tenant("as the job does"):
        assert forget_candidates(last) == 0
        assert forget_candidates(date(2099, 1, 1)) == 1
    assert list_names(administrator.organisation_id).parties == ("Polderpartij",)


def test_a_candidate_is_kept_until_the_day_after_the_vote_and_no_longer(
    administrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def enter_on(day: int, parties: list[str], candidates: list[str]) -> None:
        at = datetime(2027, 3, day, 12, tzinfo=UTC)
        monkeypatch.setattr("bode.licensing.election_names.now", lambda: at)
        enter_names(administrator, parties, candidates)

    enter_on(9, [], ["Samira el Fassi"])
    enter_on(18, ["Polderpartij"], ["Samira el Fassi", "Anna Bakker"])
    enter_on(19, ["Polderpartij", "Dorpslijst"], ["Samira el Fassi", "Anna Bakker"])

    candidates = ElectionName.objects.filter(kind="candidate")
    assert {each.last_day for each in candidates} == {date(2027, 3, 18)}


def test_only_an_administrator_enters_them(municipality: Organisation) -> None:
    with pytest.raises(NotAllowed):
        enter_names(actor_of(join(municipality, "Hans", "agent")), [], [])
