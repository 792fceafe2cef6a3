"""VNG drafts a version of the rules and publishes it from a day on; then it never changes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from tests.people import actor_of
from tests.rulebook.drafts import (
    NEW_RULE,
    TODAY,
    TOMORROW,
    hold_from,
    not_any_more,
    start,
    without_bsp,
    without_tourism,
)

from bode.basics import now
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.organisations.tenancy import scope
from bode.policy import ERAS, PURPOSES, Route, content_of, explain
from bode.privacy import audit
from bode.rulebook.actions import publish, rename, set_purpose, start_draft, withdraw
from bode.rulebook.errors import (
    DayTooEarly,
    DayTooLate,
    NoDraft,
    NothingChanges,
    PublishedMeanwhile,
    VersionIncomplete,
    VersionUnknown,
)
from bode.rulebook.models import RuleVersion
from bode.rulebook.queries import all_versions, draft_of, forget_versions, in_force, last_version


def test_a_draft_changes_no_rule(vera: Person) -> None:
    without_tourism(actor_of(vera))

    assert all_versions() == ERAS


def test_a_published_version_holds_from_its_day_on(vera: Person) -> None:
    vng = actor_of(vera)
    hold_from(vng, without_tourism(vng), TOMORROW)
    forget_versions()
    versions = all_versions()

    assert explain("bsp", TODAY, "tourism", versions).allowed
    answer = explain("bsp", TOMORROW, "tourism", versions)
    assert not answer.allowed
    assert (answer.rule, answer.source) == (NEW_RULE.nl, NEW_RULE.source.nl)
    assert answer.version.code == TOMORROW.isoformat()
    assert versions[-2].last_day == TODAY
    assert explain("bsp", TOMORROW, "permits", versions).allowed


def test_a_version_may_hold_from_today(vera: Person) -> None:
    vng = actor_of(vera)
    hold_from(vng, without_bsp(vng), TODAY)
    forget_versions()

    assert not in_force().routes[Route.BSP].allowed


def test_a_version_is_never_published_for_a_day_that_has_passed(vera: Person) -> None:
    vng = actor_of(vera)

    with pytest.raises(DayTooEarly) as refused:
        hold_from(vng, without_tourism(vng), TODAY - timedelta(days=1))
    assert refused.value.earliest == TODAY


def test_a_version_begins_on_a_day_that_another_can_follow(vera: Person) -> None:
    vng = actor_of(vera)

    with pytest.raises(DayTooLate):
        hold_from(vng, without_tourism(vng), date.max)


def test_versions_come_in_the_order_of_their_days(vera: Person) -> None:
    vng = actor_of(vera)
    hold_from(vng, without_tourism(vng), TOMORROW)

    with pytest.raises(DayTooEarly) as refused:
        hold_from(vng, without_bsp(vng), TOMORROW)
    assert refused.value.earliest == TOMORROW + timedelta(days=1)


def test_a_version_that_says_nothing_new_is_not_published(vera: Person) -> None:
    vng = actor_of(vera)

    with pytest.raises(NothingChanges):
        hold_from(vng, start(vng), TOMORROW)


def test_whoever_compared_with_another_version_must_look_again(vera: Person) -> None:
    vng = actor_of(vera)
    mine, theirs = without_bsp(vng), without_tourism(vng)
    hold_from(vng, theirs, TOMORROW)

    with pytest.raises(PublishedMeanwhile):
        publish(vng, mine.id, TOMORROW + timedelta(days=1), follows=ERAS[-1].code)


@pytest.mark.parametrize(
    "code", ["promotion", "political_campaign", "voter_data", "election_influence"]
)
def test_no_version_allows_what_whatsapp_forbids(vera: Person, code: str) -> None:
    vng = actor_of(vera)
    draft = start_draft(vng, ERAS[-1].code)
    allowing = replace(draft_of(draft).purposes[code], allowed=True)

    with pytest.raises(VersionIncomplete) as refused:
        set_purpose(vng, draft.id, code, allowing)
    assert [each.part for each in refused.value.problems] == [f"purpose-{code}"]
    draft.rules = content_of(
        replace(draft_of(draft), purposes={**draft_of(draft).purposes, code: allowing})
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()  # past our own code the database holds it too


def test_a_version_needs_a_name_and_every_rule_its_source(vera: Person) -> None:
    vng = actor_of(vera)
    draft = start_draft(vng, ERAS[-1].code)
    with pytest.raises(VersionIncomplete):
        hold_from(vng, draft, TOMORROW)  # it has no name yet
    no_source = replace(NEW_RULE, source=replace(NEW_RULE.source, en=" "))

    with pytest.raises(VersionIncomplete):
        rename(vng, draft.id, "Nieuwe regels", "")
    with pytest.raises(VersionIncomplete):
        set_purpose(
            vng, draft.id, "tourism", replace(not_any_more(draft, "tourism"), rule=no_source)
        )


@pytest.mark.parametrize("kept", ["nl", "en"])
def test_who_turns_a_rule_round_names_its_new_source(vera: Person, kept: str) -> None:
    vng = actor_of(vera)
    draft = start(vng)
    said = not_any_more(draft, "tourism")
    old = draft_of(draft).purposes["tourism"].rule.source
    half = replace(NEW_RULE.source, **{kept: getattr(old, kept)})
    set_purpose(vng, draft.id, "tourism", replace(said, rule=replace(NEW_RULE, source=half)))

    with pytest.raises(VersionIncomplete) as refused:
        hold_from(vng, draft, TOMORROW)

    assert [problem.part for problem in refused.value.problems] == ["purpose-tourism"]
    set_purpose(vng, draft.id, "tourism", said)
    hold_from(vng, draft, TOMORROW)


def test_a_version_outlives_a_release_that_adds_or_drops_a_purpose(vera: Person) -> None:
    vng = actor_of(vera)
    draft = without_tourism(vng)
    draft.refresh_from_db()
    purposes = draft.rules["purposes"]
    purposes["of_before"] = purposes.pop("permits")
    draft.save()
    hold_from(vng, draft, TODAY)
    forget_versions()

    told = in_force().purposes
    assert list(told) == list(PURPOSES)
    assert told["permits"] == ERAS[-1].purposes["permits"]
    assert not told["tourism"].allowed


CHANGES: list[Callable[[RuleVersion], object]] = [
    lambda version: RuleVersion.objects.filter(id=version.id).update(published_by="Iemand"),
    lambda version: RuleVersion.objects.filter(id=version.id).update(rules={}),
    lambda version: RuleVersion.objects.filter(id=version.id).update(status="draft"),
    lambda version: RuleVersion.objects.filter(id=version.id).delete(),
]


@pytest.mark.parametrize("change", CHANGES, ids=["name", "rules", "status", "delete"])
def test_nobody_changes_a_published_version(
    vera: Person, change: Callable[[RuleVersion], object]
) -> None:
    vng = actor_of(vera)
    version = hold_from(vng, without_tourism(vng), TOMORROW)

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        change(version)
    for edit in (lambda: rename(vng, version.id, "A", "B"), lambda: withdraw(vng, version.id)):
        with pytest.raises(NoDraft):
            edit()


def test_the_database_itself_keeps_days_that_have_passed_as_they_were(vera: Person) -> None:
    vng = actor_of(vera)
    draft = without_tourism(vng)

    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(IntegrityError, match="not past"), transaction.atomic():
        RuleVersion.objects.filter(id=draft.id).update(
            status="published", first_day=yesterday, published_at=now(), follows="x"
        )


def test_a_draft_that_is_given_up_stays_so(vera: Person) -> None:
    vng = actor_of(vera)
    draft = without_tourism(vng)
    withdraw(vng, draft.id)

    with pytest.raises(NoDraft):
        hold_from(vng, draft, TOMORROW)


def test_only_vng_writes_the_rules(alice: Person, dora: Person) -> None:
    for person in (alice, dora):
        with pytest.raises(NotAllowed):
            start_draft(actor_of(person), ERAS[-1].code)


def test_there_is_nothing_to_draft_from_but_a_version(vera: Person) -> None:
    with pytest.raises(VersionUnknown):
        start_draft(actor_of(vera), "1999-01-01")


def test_every_write_stands_in_the_audit_trail(vera: Person) -> None:
    vng = actor_of(vera)
    version = hold_from(vng, without_tourism(vng), TOMORROW)
    withdraw(vng, without_bsp(vng).id)

    with scope(vng.organisation_id):
        told = [(each.what, each.facts) for each in audit.list_entries()][::-1]
    assert [what for what, _ in told] == [
        "rules.draft",
        "rules.change",
        "rules.change",
        "rules.publish",
        "rules.draft",
        "rules.change",
        "rules.change",
        "rules.withdraw",
    ]
    assert told[3][1] == {"from": version.first_day.isoformat(), "follows": ERAS[-1].code}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_succeeds(vera: Person) -> None:
    vng = actor_of(vera)
    drafts = [without_tourism(vng), without_bsp(vng)]
    start, follows = Barrier(2), last_version().code

    def attempt(place: int) -> bool:
        try:
            start.wait()
            publish(vng, drafts[place].id, TOMORROW + timedelta(days=place), follows=follows)
        except PublishedMeanwhile:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, range(2)))

    assert sorted(outcomes) == [False, True]
    assert RuleVersion.objects.filter(status="published").count() == 1
