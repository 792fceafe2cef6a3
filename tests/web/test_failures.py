"""Each cause of a failure on the desk: what it is, what to do, and again where that helps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from tests.conversations.street import Citizen
from tests.web.conftest import become, read, reply, the_messages

from bode.basics import now
from bode.conversations.explaining import OUR_CODES, explain_error
from bode.conversations.models import Conversation
from bode.language import b1
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import ERRORS

CODES = [
    *(str(codes.start if isinstance(codes, range) else codes) for codes in ERRORS),
    *OUR_CODES,
    "999999",
    "http_503",
]
BUTTON = ">Opnieuw versturen</button>"
TEMPLATE_INSTEAD = "De inwoner schreef meer dan 24 uur geleden. Stuur een goedgekeurd sjabloon."


@pytest.fixture
def failing(browser: Client, conversation: Conversation) -> Conversation:
    """A conversation in which our answer did not arrive."""
    reply(browser, conversation)
    become(status="failed", error_code="131026", failed_at=now())
    return conversation


def test_every_cause_is_told_with_what_helps(browser: Client, failing: Conversation) -> None:
    for code in CODES:
        become(error_code=code)
        told = explain_error(code)
        assert told is not None

        page = read(browser, failing)

        assert escape(told.title_nl) in page, code
        assert escape(told.advice_nl) in page, code
        is_offered = told.repeat_after is not None and not told.repeat_after
        assert (BUTTON in page) == is_offered, code


@pytest.mark.parametrize("code", CODES)
def test_a_cause_is_told_in_plain_words(code: str) -> None:
    told = explain_error(code)
    assert told is not None

    found = b1.check(f"{told.title_nl}. {told.advice_nl}")

    hard = [each.words for each in found if each.kind is not b1.Kind.PASSIVE]
    assert hard == []


@pytest.mark.parametrize(
    "code", ["131047", "131050", "132016", "template_deleted", "purpose_forbidden"]
)
def test_what_would_be_refused_again_is_not_sent_again(
    browser: Client, failing: Conversation, code: str
) -> None:
    become(error_code=code)

    assert BUTTON not in read(browser, failing)
    answer = browser.post(reverse("send_again", args=[the_messages("out")[0].id]))

    assert answer.status_code == 422
    assert len(the_messages("out")) == 1


def wrote(citizen: Citizen, conversation: Conversation, hours_ago: int) -> None:
    with every_tenant("a test moves the clock"):
        Conversation.objects.filter(id=conversation.id).update(
            last_inbound_at=now() - timedelta(hours=hours_ago)
        )


def test_after_a_day_of_silence_a_template_is_offered_instead_of_the_same_again(
    browser: Client, citizen: Citizen, failing: Conversation
) -> None:
    wrote(citizen, failing, 25)
    page = read(browser, failing)
    assert TEMPLATE_INSTEAD in page
    assert BUTTON not in page

    citizen.write(content={"body": "Bent u er nog?"})

    page = read(browser, failing)
    assert TEMPLATE_INSTEAD not in page
    assert BUTTON in page


def test_a_template_that_failed_goes_again_after_a_day_too(
    browser: Client, citizen: Citizen, failing: Conversation
) -> None:
    become(type="template")
    wrote(citizen, failing, 25)

    assert BUTTON in read(browser, failing)
