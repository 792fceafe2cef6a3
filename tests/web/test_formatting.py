"""WhatsApp's formatting, as the desk shows it."""

from __future__ import annotations

import time

import pytest

from bode.web.formatting import to_html, without_marks


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*vet*", "<strong>vet</strong>"),
        ("_schuin_", "<em>schuin</em>"),
        ("~weg~", "<s>weg</s>"),
        ("`code`", "<code>code</code>"),
        ("```vaste *breedte*```", "<code>vaste *breedte*</code>"),
        ("```eerste\ntweede```", "<code>eerste\ntweede</code>"),
        ("*_beide_*", "<strong><em>beide</em></strong>"),
        ("Kom *morgen*, graag.", "Kom <strong>morgen</strong>, graag."),
        ("regel 1\nregel 2", "regel 1<br>regel 2"),
        ("> gezegd\nantwoord", "<blockquote>gezegd</blockquote>antwoord"),
        ("Neem mee:\n- pas\n* foto", "Neem mee:<ul><li>pas</li><li>foto</li></ul>"),
        ("1. bel\n2. wacht", '<ol><li value="1">bel</li><li value="2">wacht</li></ol>'),
        ("- *vet* punt", "<ul><li><strong>vet</strong> punt</li></ul>"),
    ],
)
def test_a_mark_is_shown_as_a_phone_shows_it(written: str, shown: str) -> None:
    assert to_html(written) == shown


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("*vet* _schuin_ ~weg~", "vet schuin weg"),
        ("*_beide_*\n- `code` & <b>", "beide\n- code & <b>"),
        ("2*3*4 jan_de_vries", "2*3*4 jan_de_vries"),
        ("https://proefstad.example/a_b_c *nu*", "https://proefstad.example/a_b_c nu"),
        ("&amp; *nu*", "&amp; nu"),
    ],
)
def test_words_alone_have_no_marks(written: str, words: str) -> None:
    assert without_marks(written) == words


@pytest.mark.parametrize(
    "written",
    [
        "2*3*4",
        "* los",
        "een * los * sterretje",
        "jan_de_vries",
        "*vet zonder einde",
        "**",
        "``` open",
        "``````",
        "*over\nregels*",
    ],
)
def test_what_is_no_mark_stays_as_it_was_written(written: str) -> None:
    shown = to_html(written)

    assert not any(tag in shown for tag in ("<strong>", "<em>", "<s>", "<code>"))


def test_a_mark_that_another_one_crosses_is_none() -> None:
    assert to_html("*a _b* c_") == "<strong>a _b</strong> c_"


def test_an_address_keeps_its_signs_and_opens_beside_the_desk() -> None:
    shown = to_html("*https://voorbeeldstad.example/_a_/b~c*")

    assert 'href="https://voorbeeldstad.example/_a_/b~c"' in shown
    assert shown.startswith('<strong><a target="_blank"')


@pytest.mark.parametrize("written", ["*<b>*", "`<b>`", "```<b>```", "> <b>", "- <b>", "1. <b>"])
def test_html_that_is_written_is_shown_and_never_obeyed(written: str) -> None:
    shown = to_html(written)

    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown


HOSTILE = ("*a " * 1300, "_*~" * 1300, "```" * 1300, "`" * 4096, "> " * 2000, "https://" * 500)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: text[:8])
def test_signs_without_end_take_no_longer_than_words(hostile: str) -> None:
    def seconds() -> float:
        began = time.thread_time()
        to_html(hostile)
        return time.thread_time() - began

    assert min(seconds() for _ in range(3)) < 0.1  # once, the garbage of other tests is swept
