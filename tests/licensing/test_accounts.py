"""What the platform tells of an account becomes a state, which sending obeys and which ends."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people import actor_of

from bode.basics import now
from bode.conversations.numbers import Numbers
from bode.conversations.recording import record
from bode.conversations.statuses import record_statuses
from bode.licensing.accounts import lift_expired, resume_account, take_over
from bode.licensing.actions import stop_number
from bode.licensing.models import Account, PhoneNumber
from bode.licensing.notices import list_notices
from bode.licensing.numbers import resume_number
from bode.licensing.standing import AccountStatus, Trait
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope
from bode.whatsapp import NumberFacts, StatusUpdate, parse_webhook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

DISPLAY = "31850000091"


def tell(field: str, value: dict[str, Any], at: datetime | None = None) -> None:
    """The platform tells this of the account, by a webhook."""
    change = {"field": field, "value": value}
    told = int((at or now()).timestamp())
    entry = {"id": "400000000000001", "time": told, "changes": [change]}
    body = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
    for event in parse_webhook(body):
        record(event, Numbers("proefbode"))


def update(event: str, at: datetime | None = None, **more: Any) -> None:
    tell("account_update", {"event": event, **more}, at)


def ban(state: str, at: datetime | None = None, day: str = "April 17, 2027") -> None:
    update("DISABLED_UPDATE", at, ban_info={"waba_ban_state": state, "waba_ban_date": day})


def restrict(kind: str, until: datetime | None = None, at: datetime | None = None) -> None:
    told: dict[str, Any] = {"restriction_type": kind}
    if until is not None:
        told["expiration"] = int(until.timestamp())
    update("ACCOUNT_RESTRICTION", at, restriction_info=[told])


def fail(code: int, at: datetime | None = None) -> None:
    """A message that was accepted turns out not to arrive."""
    status = {
        "id": "wamid.GONE",
        "status": "failed",
        "timestamp": str(int((at or now()).timestamp())),
        "recipient_id": "31612345678",
        "errors": [{"code": code, "title": "…"}],
    }
    value = {"metadata": {"phone_number_id": "300000000000001"}, "statuses": [status]}
    tell("messages", value | {"messaging_product": "whatsapp"})


def the_account() -> Account:
    with every_tenant("a test looks at everything"):
        return Account.objects.get()


def stopped_by(number: PhoneNumber) -> int | None:
    with every_tenant("a test looks at everything"):
        number.refresh_from_db()
    return number.stopped_code


def read(number: PhoneNumber, connection: str) -> None:
    """The platform says, when we ask, how a number is connected."""
    with every_tenant("a test's world"):
        take_over(number, NumberFacts(connection=connection), now())


def open_notices(number: PhoneNumber) -> list[str]:
    with scope(number.municipality_id):
        return [each.event for each in list_notices() if each.handled_at is None]


class TestAnAccountThatMaySendNothing:
    @pytest.mark.parametrize(
        ("event", "status", "code"),
        [
            ("ACCOUNT_DELETED", AccountStatus.DELETED, 33),
            ("ACCOUNT_OFFBOARDED", AccountStatus.OFFBOARDED, 33),
        ],
    )
    def test_has_its_numbers_stopped(
        self, number: PhoneNumber, event: str, status: str, code: int
    ) -> None:
        update(event)

        assert the_account().status == status
        assert stopped_by(number) == code

    def test_sends_again_by_itself_once_the_ban_is_lifted(self, number: PhoneNumber) -> None:
        ban("DISABLE")
        assert (the_account().status, stopped_by(number)) == (AccountStatus.BANNED, 131031)

        ban("REINSTATE", at=now() + timedelta(seconds=1))

        assert (the_account().status, stopped_by(number)) == (AccountStatus.ACTIVE, None)
        assert open_notices(number) == []

    def test_stays_stopped_when_older_news_comes_late(self, number: PhoneNumber) -> None:
        ban("DISABLE")
        ban("REINSTATE", at=now() - timedelta(hours=1))

        assert stopped_by(number) == 131031

    def test_that_is_to_be_banned_sends_until_then(self, number: PhoneNumber) -> None:
        ban("SCHEDULE_FOR_DISABLE")

        assert the_account().ban_announced == "April 17, 2027"
        assert stopped_by(number) is None

    @pytest.mark.usefixtures("number")
    def test_stays_announced_when_older_news_comes_late(self) -> None:
        ban("SCHEDULE_FOR_DISABLE")
        ban("REINSTATE", at=now() - timedelta(days=1))
        ban("SCHEDULE_FOR_DISABLE", at=now() - timedelta(hours=1), day="April 1, 2027")

        assert the_account().ban_announced == "April 17, 2027"

    @pytest.mark.usefixtures("number")
    def test_is_not_announced_by_news_from_before_it_was_lifted(self) -> None:
        ban("REINSTATE")
        ban("SCHEDULE_FOR_DISABLE", at=now() - timedelta(days=1))

        assert the_account().ban_announced == ""

    def test_does_not_resume_a_number_that_stands_still_for_another_reason(
        self, number: PhoneNumber
    ) -> None:
        with every_tenant("a test's world"):
            PhoneNumber.objects.update(stopped_code=190)
        update("ACCOUNT_RECONNECTED")

        assert stopped_by(number) == 190


class TestAReview:
    def test_that_rejects_the_account_holds_its_numbers_until_it_is_approved(
        self, number: PhoneNumber
    ) -> None:
        tell("account_review_update", {"decision": "REJECTED"})
        assert stopped_by(number) == 131031

        tell("account_review_update", {"decision": "PENDING"})
        assert stopped_by(number) == 131031

        tell("account_review_update", {"decision": "APPROVED"})
        assert stopped_by(number) is None

    def test_that_comes_late_changes_nothing(self, number: PhoneNumber) -> None:
        tell("account_review_update", {"decision": "APPROVED"})
        tell("account_review_update", {"decision": "REJECTED"}, at=now() - timedelta(days=2))

        assert stopped_by(number) is None

    def test_that_approves_does_not_lift_a_ban(self, number: PhoneNumber) -> None:
        tell("account_review_update", {"decision": "REJECTED"})
        ban("DISABLE")
        tell("account_review_update", {"decision": "APPROVED"})
        assert stopped_by(number) == 131031

        ban("REINSTATE")
        assert stopped_by(number) is None

    def test_that_approves_does_not_resume_what_an_error_stopped(self, number: PhoneNumber) -> None:
        fail(131031)
        tell("account_review_update", {"decision": "APPROVED"})

        assert stopped_by(number) == 131031


class TestARestriction:
    @pytest.mark.parametrize(
        ("kind", "traits"),
        [
            ("RESTRICTED_BIZ_INITIATED_MESSAGING", Trait.OPENS),
            ("RESTRICTED_CUSTOMER_INITIATED_MESSAGING", Trait.ANSWERS),
            ("RESTRICTED_UTILITY_TEMPLATES", Trait.UTILITY),
            ("RESTRICTED_ADD_PHONE_NUMBER_ACTION", Trait(0)),
            ("RESTRICTED_SOMETHING_NEW", Trait(0)),
        ],
    )
    @pytest.mark.usefixtures("number")
    def test_withholds_what_it_forbids_and_nothing_else(self, kind: str, traits: Trait) -> None:
        restrict(kind)

        assert the_account().withheld == traits

    @pytest.mark.usefixtures("number")
    def test_ends_when_its_time_is_over(self) -> None:
        restrict("RESTRICTED_BIZ_INITIATED_MESSAGING", until=now() + timedelta(days=3))
        restrict("RESTRICTED_UTILITY_TEMPLATES")
        with every_tenant("a test lets time pass"):
            the_account().restrictions.exclude(expires_at=None).update(expires_at=now())
            lift_expired()

        assert the_account().withheld == Trait.UTILITY

    @pytest.mark.usefixtures("number")
    def test_lasts_as_long_as_was_told_last(self) -> None:
        soon, later = now() + timedelta(days=1), now() + timedelta(days=9)
        restrict("RESTRICTED_UTILITY_TEMPLATES", until=later)
        restrict("RESTRICTED_UTILITY_TEMPLATES", until=soon, at=now() - timedelta(hours=1))

        with every_tenant("a test looks at everything"):
            [expires_at] = the_account().restrictions.values_list("expires_at", flat=True)
        assert expires_at > soon

    def test_explains_an_error_that_was_met_before_it_was_told(self, number: PhoneNumber) -> None:
        with every_tenant("a test's world"):
            PhoneNumber.objects.update(stopped_code=368)
        restrict("RESTRICTED_BIZ_INITIATED_MESSAGING")

        assert stopped_by(number) is None

    @pytest.mark.usefixtures("number")
    def test_without_an_end_lasts_until_someone_says_that_it_is_over(
        self, dora: Person, bob: Person
    ) -> None:
        restrict("RESTRICTED_BIZ_INITIATED_MESSAGING")
        with scope(actor_of(dora).organisation_id):
            with pytest.raises(NotAllowed):
                resume_account(actor_of(bob), the_account().id)
            resume_account(actor_of(dora), the_account().id)

        assert the_account().withheld == 0


class TestAMissingPayment:
    def test_withholds_templates_and_leaves_answers_alone(self, number: PhoneNumber) -> None:
        fail(131042)

        assert the_account().withheld == Trait.TEMPLATE
        assert stopped_by(number) is None
        assert open_notices(number) == ["131042"]

    def test_that_was_told_before_someone_settled_it_counts_no_more(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        fail(131042)
        with scope(number.municipality_id):
            resume_account(actor_of(alice), the_account().id)
        fail(131042, at=now() - timedelta(minutes=1))

        assert the_account().withheld == 0


def test_an_error_of_the_account_that_a_message_met_stops_the_number(number: PhoneNumber) -> None:
    fail(131031)

    assert stopped_by(number) == 131031


def test_an_error_from_before_someone_resumed_the_number_changes_nothing(
    number: PhoneNumber,
) -> None:
    with every_tenant("a test's world"):
        stop_number(number.id, 131031)
        resume_number(number)
    fail(131031, at=now() - timedelta(minutes=1))

    assert stopped_by(number) is None


def test_the_same_error_of_many_messages_costs_what_that_of_one_does(number: PhoneNumber) -> None:
    def queries(messages: int) -> int:
        refused = {"status": "failed", "recipient_id": "31612345678", "errors": [{"code": 131042}]}
        at = str(int(now().timestamp()))
        value = {
            "metadata": {"phone_number_id": number.platform_id},
            "statuses": [
                refused | {"id": f"wamid.{messages}.{each}", "timestamp": at}
                for each in range(messages)
            ],
        }
        change = {"field": "messages", "value": value}
        entry = {"id": number.account_id, "changes": [change]}
        body = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
        statuses = [each for each in parse_webhook(body) if isinstance(each, StatusUpdate)]
        assert len(statuses) == messages
        with CaptureQueriesContext(connection) as made:
            record_statuses(statuses, Numbers("proefbode"))
        return len(made)

    fail(131042)

    assert queries(20) == queries(1)


def test_an_error_told_without_a_message_is_a_notice_once_a_day(number: PhoneNumber) -> None:
    for _ in range(2):
        value = {"metadata": {"phone_number_id": number.platform_id}, "errors": [{"code": 131031}]}
        tell("messages", value | {"messaging_product": "whatsapp"})

    assert open_notices(number) == ["131031"]
    assert stopped_by(number) == 131031


@pytest.mark.parametrize("told", ["TIER_2K", 2000])
def test_the_portfolios_limit_is_taken_over_and_lifted(
    number: PhoneNumber, told: str | int
) -> None:
    tell("business_capability_update", {"max_daily_conversations_per_business": told})
    assert the_account().reach == 2000

    tell("business_capability_update", {"max_daily_conversations_per_business": "TIER_UNLIMITED"})
    assert the_account().reach is None


def test_an_older_limit_that_comes_late_changes_nothing(number: PhoneNumber) -> None:
    field, value = "business_capability_update", "max_daily_conversations_per_business"
    tell(field, {value: "TIER_2K"})
    tell(field, {value: "TIER_250"}, at=now() - timedelta(days=2))
    assert the_account().reach == 2000

    quality = {"display_phone_number": DISPLAY, "event": "ONBOARDING", value: "TIER_250"}
    tell("phone_number_quality_update", quality, at=now() - timedelta(days=2))
    assert the_account().reach == 2000


def test_what_the_platform_told_after_we_asked_stays(number: PhoneNumber) -> None:
    tell("business_capability_update", {"max_daily_conversations_per_business": "TIER_2K"})
    name = {"decision": "REJECTED", "requested_verified_name": "Proefstad"}
    tell("phone_number_name_update", {"display_phone_number": DISPLAY, **name})
    known = NumberFacts(name="Proefstad", name_status="APPROVED", people_a_day="TIER_250")
    with every_tenant("a test's world"):
        take_over(number, known, now() - timedelta(seconds=5))
    stopped_by(number)

    assert the_account().reach == 2000
    assert number.name_status == "REJECTED"


def test_an_error_that_concerns_one_citizen_is_no_notice(number: PhoneNumber) -> None:
    fail(131026)

    assert open_notices(number) == []


class TestANumber:
    def test_sends_faster_once_the_platform_raised_its_throughput(
        self, number: PhoneNumber
    ) -> None:
        tell(
            "phone_number_quality_update",
            {
                "display_phone_number": DISPLAY,
                "event": "THROUGHPUT_UPGRADE",
                "max_daily_conversations_per_business": "TIER_UNLIMITED",
            },
        )
        stopped_by(number)

        assert number.messages_per_second == 1000
        assert the_account().people_a_day == "TIER_UNLIMITED"

    def test_sends_again_once_its_name_is_approved(self, number: PhoneNumber) -> None:
        with every_tenant("a test's world"):
            PhoneNumber.objects.update(stopped_code=131037)
        name = {"decision": "APPROVED", "requested_verified_name": "Gemeente Proefstad"}
        tell("phone_number_name_update", {"display_phone_number": DISPLAY, **name})

        assert stopped_by(number) is None
        assert (number.display_name, number.name_status) == ("Gemeente Proefstad", "APPROVED")

    @pytest.mark.parametrize(
        ("connection", "code"),
        [
            ("BANNED", 131031),
            ("DELETED", 33),
            ("MIGRATED", 33),
            ("DISCONNECTED", 133010),
            ("RESTRICTED", None),
            ("FLAGGED", None),
            ("RATE_LIMITED", None),
            ("PENDING", None),
            ("SOMETHING_NEW", None),
        ],
    )
    def test_stands_still_while_its_connection_lets_nothing_go(
        self, number: PhoneNumber, connection: str, code: int | None
    ) -> None:
        read(number, connection)
        assert stopped_by(number) == code

        read(number, "CONNECTED")
        assert stopped_by(number) is None

    def test_goes_from_one_such_connection_to_another(self, number: PhoneNumber) -> None:
        read(number, "DISCONNECTED")
        read(number, "BANNED")
        assert stopped_by(number) == 131031

        read(number, "CONNECTED")
        assert stopped_by(number) is None

    def test_that_someone_resumed_is_not_stopped_by_what_was_known(
        self, number: PhoneNumber
    ) -> None:
        read(number, "DISCONNECTED")
        with every_tenant("a test's world"):
            resume_number(number)
        read(number, "DISCONNECTED")

        assert stopped_by(number) is None

    def test_of_a_banned_account_stays_stopped_when_it_is_connected(
        self, number: PhoneNumber
    ) -> None:
        read(number, "BANNED")
        ban("DISABLE")
        read(number, "CONNECTED")

        assert stopped_by(number) == 131031

    def test_with_a_banned_connection_is_not_freed_when_its_account_is_reinstated(
        self, number: PhoneNumber
    ) -> None:
        read(number, "BANNED")
        ban("DISABLE")
        ban("REINSTATE", at=now() + timedelta(seconds=1))
        assert stopped_by(number) == 131031

        read(number, "CONNECTED")
        assert stopped_by(number) is None

    def test_that_someone_resumed_stands_still_for_what_else_stops_it(
        self, number: PhoneNumber
    ) -> None:
        with every_tenant("a test's world"):
            stop_number(number.id, 131042)
        ban("DISABLE")
        with every_tenant("a test's world"):
            resume_number(number)

        assert stopped_by(number) == 131031

    def test_keeps_the_name_that_was_told_last(self, number: PhoneNumber) -> None:
        def judge(decision: str, name: str, at: datetime) -> None:
            told = {"decision": decision, "requested_verified_name": name}
            tell("phone_number_name_update", {"display_phone_number": DISPLAY, **told}, at)

        judge("APPROVED", "Gemeente Proefstad", now())
        judge("REJECTED", "Stad", now() - timedelta(days=2))
        stopped_by(number)

        assert (number.display_name, number.name_status) == ("Gemeente Proefstad", "APPROVED")
