"""Whatever anyone does with versions, in any order: each is as its history says."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.people import actor_of
from tests.rulebook.drafts import TODAY, not_any_more

from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.organisations.tenancy import scope
from bode.policy import ERAS
from bode.privacy import audit
from bode.rulebook import actions
from bode.rulebook.errors import (
    DayTooEarly,
    NoDraft,
    NothingChanges,
    PublishedMeanwhile,
    VersionIncomplete,
)
from bode.rulebook.models import RuleVersion
from bode.rulebook.queries import list_versions

REFUSALS = (
    DayTooEarly,
    NoDraft,
    NotAllowed,
    NothingChanges,
    PublishedMeanwhile,
    VersionIncomplete,
)
STATUS_AFTER = {
    "rules.draft": "draft",
    "rules.change": "draft",
    "rules.publish": "published",
    "rules.withdraw": "withdrawn",
}

deeds = st.lists(
    st.tuples(
        st.sampled_from(["start", "rename", "withdraw_tourism", "publish", "publish", "withdraw"]),
        st.booleans(),  # by VNG, or by a municipality
        st.integers(0, 3),  # which draft
        st.integers(-1, 4),  # days from now
        st.integers(0, 2),  # which version before the last it was compared with
    ),
    max_size=14,
)


def act(actor: Actor, deed: str, which: int, days: int, before: int) -> None:
    """One deed; what the rules refuse leaves everything as it was."""
    versions, drafts = list_versions(), list(RuleVersion.objects.order_by("id"))
    if deed == "start":
        actions.start_draft(actor, versions[-1].code)
    if deed == "start" or not drafts:
        return
    draft = drafts[which % len(drafts)]
    if deed == "rename":
        actions.rename(actor, draft.id, f"Versie {days}", f"Version {days}")
    elif deed == "withdraw_tourism":
        actions.set_purpose(actor, draft.id, "tourism", not_any_more(draft, "tourism"))
    elif deed == "withdraw":
        actions.withdraw(actor, draft.id)
    else:
        day, follows = TODAY + timedelta(days=days), versions[-1 - before].code
        actions.publish(actor, draft.id, day, follows=follows)


@pytest.mark.django_db
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds)
def test_every_version_is_as_its_history_says(
    vera: Person, alice: Person, course: list[tuple[str, bool, int, int, int]]
) -> None:
    with transaction.atomic():
        run(actor_of(vera), actor_of(alice), course)
        transaction.set_rollback(True)  # the next course begins anew


def run(vng: Actor, municipality: Actor, course: list[tuple[str, bool, int, int, int]]) -> None:
    for deed, by_vng, which, days, before in course:
        try:
            act(vng if by_vng else municipality, deed, which, days, before)
        except REFUSALS:
            continue

    with scope(vng.organisation_id):
        told = {each.subject_id: each.what for each in audit.list_entries().order_by("position")}
    for version in RuleVersion.objects.all():
        assert version.status == STATUS_AFTER[told[str(version.id)]]
    versions = list_versions()
    assert versions[: len(ERAS) - 1] == ERAS[:-1]
    for earlier, later in pairwise(versions):
        assert later.first_day is not None
        assert earlier.last_day == later.first_day - timedelta(days=1)
    with scope(municipality.organisation_id):
        assert not audit.list_entries().filter(what__startswith="rules.").exists()
