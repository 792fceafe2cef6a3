"""The library: ready templates that pass every check, in both languages, for each purpose."""

from __future__ import annotations

import pytest

from bode.licensing.library import ReadyTemplate, list_ready_templates
from bode.licensing.template_checking import check_draft
from bode.policy import NOWHERE, PURPOSES
from bode.whatsapp import variables_of

READY = list_ready_templates()
ALLOWED = [code for code, purpose in PURPOSES.items() if purpose.allowed]


def test_it_has_forty_templates_and_more_under_names_of_their_own() -> None:
    assert len({one.name for one in READY}) == len(READY) >= 40


@pytest.mark.parametrize("purpose", ALLOWED)
def test_it_has_eight_or_more_for_each_purpose(purpose: str) -> None:
    assert sum(one.purpose == purpose for one in READY) >= 8


@pytest.mark.django_db
@pytest.mark.parametrize("ready", READY, ids=lambda ready: ready.name)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_passes_every_check(ready: ReadyTemplate, language: str) -> None:
    assert check_draft(ready.texts[language], ready.purpose, NOWHERE) == []


@pytest.mark.parametrize("ready", READY, ids=lambda ready: ready.name)
def test_each_asks_for_the_same_values_in_both_languages(ready: ReadyTemplate) -> None:
    dutch, english = (ready.texts[language] for language in ("nl", "en"))

    assert variables_of(dutch.header, dutch.body) == variables_of(english.header, english.body)
    assert set(dutch.examples) == set(english.examples) == set(variables_of(dutch.body))
    assert len(dutch.buttons) == len(english.buttons)
