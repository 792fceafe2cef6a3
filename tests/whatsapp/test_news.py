"""News of accounts and numbers, in words for the people who must act on it."""

from __future__ import annotations

import pytest

from bode.whatsapp import Acts, News, meaning_of_news
from bode.whatsapp.account_news import BANS
from bode.whatsapp.news import NEWS

ALL = {
    **{f"{kind} {word}": told for kind, words in NEWS.items() for word, told in words.items()},
    **{f"ban {state}": told for state, told in BANS.items()},
}


@pytest.mark.parametrize("told", ALL.values(), ids=ALL)
def test_all_news_is_told_in_two_languages_with_advice(told: News) -> None:
    for text in (told.title_nl, told.title_en, told.advice_nl, told.advice_en):
        assert text.strip()


def test_news_that_is_not_known_yet_is_for_the_provider_to_explain() -> None:
    assert meaning_of_news("AccountUpdate", "SOMETHING_NEW").acts is Acts.PROVIDER


def test_what_a_ban_means_depends_on_its_state() -> None:
    planned = meaning_of_news("AccountUpdate", "DISABLED_UPDATE", "SCHEDULE_FOR_DISABLE")
    lifted = meaning_of_news("AccountUpdate", "DISABLED_UPDATE", "REINSTATE")

    assert (planned.acts, lifted.acts) == (Acts.ADMINISTRATOR, Acts.NOBODY)
