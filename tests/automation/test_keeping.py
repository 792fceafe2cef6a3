"""Rules are the municipality's own: each change is a version, checked before it is kept."""

from __future__ import annotations

from datetime import time
from time import sleep

import pytest
from tests.automation.conftest import SwitchOn
from tests.people import actor_of

from bode.automation import keeping
from bode.automation.errors import HoursMissing, HoursWrong, TeamMissing, TeamUnknown, TextWrong
from bode.automation.hours import Hours, Span
from bode.automation.kinds import Away, RuleKind, Rules, Teams, Texts, Welcome
from bode.automation.models import RuleVersion
from bode.automation.texts import usual
from bode.basics import new_id, now
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.privacy import audit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]


def test_every_rule_is_off_at_first(number: PhoneNumber) -> None:
    assert keeping.rules_at(number) == Rules()


def test_what_another_process_changed_holds_within_a_second(
    agent: Actor, number: PhoneNumber
) -> None:
    keeping.rules_at(number)
    RuleVersion.objects.create(
        municipality_id=agent.organisation_id,
        kind=RuleKind.WELCOME,
        is_on=True,
        settings={},
        actor="Alice",
        at=now(),
    )
    sleep(1)

    assert keeping.rules_at(number).welcome == Welcome()


def test_every_version_stays_and_is_audited(
    switch_on: SwitchOn, agent: Actor, number: PhoneNumber
) -> None:
    switch_on("welcome")
    switch_on("welcome")  # the same again is no version
    switch_on("welcome", is_on=False)

    versions = keeping.list_versions(agent.organisation_id, RuleKind.WELCOME, None)
    assert [each.is_on for each in versions] == [False, True]
    entries = list(audit.list_entries())
    assert [(each.what, each.facts["is_on"]) for each in entries] == [
        ("automation.change", False),
        ("automation.change", True),
    ]
    assert entries[0].actor == "Alice"


def test_the_usual_text_is_not_kept_as_ones_own(switch_on: SwitchOn, agent: Actor) -> None:
    switch_on("welcome", Welcome(text=Texts(nl=usual(RuleKind.WELCOME, "text", "nl"))))

    latest = keeping.list_versions(agent.organisation_id, RuleKind.WELCOME, None).get()
    assert latest.settings["text"] == {"nl": "", "en": ""}


@pytest.mark.parametrize(
    ("texts", "field", "reason"),
    [
        (Texts(nl="Stem op lijst 3!"), "text_nl", "forbidden"),
        (Texts(en="Vote for list 3!"), "text_en", "forbidden"),
        (Texts(nl="Wij zijn er om {tijd}."), "text_nl", "blank_unknown"),
        (Texts(nl="x" * 1025), "text_nl", "too_long"),
    ],
)
def test_what_could_never_be_sent_is_refused(
    switch_on: SwitchOn, texts: Texts, field: str, reason: str
) -> None:
    with pytest.raises(TextWrong) as refused:
        switch_on("welcome", Welcome(text=texts))

    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_an_answer_outside_office_hours_needs_office_hours(switch_on: SwitchOn) -> None:
    with pytest.raises(HoursMissing):
        switch_on("away")
    switch_on("away", Away(), is_on=False)


@pytest.mark.parametrize(
    ("parts", "part", "edge"),
    [
        ((Span(time(17), time(9)),), 0, "closes"),
        ((Span(time(9), time(12)), Span(time(17), time(13))), 1, "closes"),
        ((Span(time(9), time(12)), Span(time(11), time(17))), 1, "opens"),
    ],
)
def test_hours_that_cannot_be_are_refused(
    switch_on: SwitchOn, parts: tuple[Span, ...], part: int, edge: str
) -> None:
    with pytest.raises(HoursWrong) as refused:
        switch_on("hours", Hours(week=((), parts, *((),) * 5)))

    assert (refused.value.day, refused.value.part, refused.value.edge) == (1, part, edge)


def test_giving_to_teams_needs_a_team(switch_on: SwitchOn) -> None:
    with pytest.raises(TeamMissing):
        switch_on("teams")
    switch_on("teams", Teams(), is_on=False)


def test_a_team_of_another_municipality_is_unknown(switch_on: SwitchOn) -> None:
    with pytest.raises(TeamUnknown):
        switch_on("teams", Teams(teams={"permits": new_id()}))


def test_only_its_administrator_changes_the_rules_of_a_municipality(
    bob: Person, charlie: Person, number: PhoneNumber
) -> None:
    with pytest.raises(NotAllowed):
        keeping.change_rule(actor_of(bob), RuleKind.WELCOME, Welcome(), is_on=True)
    with pytest.raises(PhoneNumber.DoesNotExist):
        keeping.change_rule(
            actor_of(charlie), RuleKind.WELCOME, Welcome(), is_on=True, number_id=number.id
        )
