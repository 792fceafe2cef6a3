"""What the platform would refuse in a template, told before it is submitted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bode.whatsapp import (
    PlatformError,
    TemplateButton,
    TemplateDraft,
    TemplateShape,
    check_template,
    components_of,
    draft_of,
    limits,
    template_refusal,
)

GOOD = TemplateDraft(
    name="afspraak_morgen",
    language="nl",
    category="UTILITY",
    header="Uw afspraak",
    body="Beste {{naam}}, morgen om {{tijd}} heeft u een afspraak bij ons op het stadhuis.",
    footer="Gemeente Proefstad",
    buttons=(
        TemplateButton(type="QUICK_REPLY", text="Ik kom"),
        TemplateButton(type="URL", text="Route", url="https://proefstad.example/route"),
        TemplateButton(type="PHONE_NUMBER", text="Bel ons", phone_number="+31850000091"),
    ),
    examples={"naam": "mevrouw Jansen", "tijd": "10.20 uur"},
)


def fields(**changed: Any) -> list[str]:
    return [problem.field for problem in check_template(replace(GOOD, **changed))]


def button(**members: Any) -> tuple[TemplateButton, ...]:
    return (TemplateButton(**({"type": "QUICK_REPLY", "text": "Ja"} | members)),)


def test_a_template_within_the_rules_has_no_problems() -> None:
    assert check_template(GOOD) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "Afspraak morgen"),
        ("name", "a" * (limits.TEMPLATE_NAME + 1)),
        ("language", "Nederlands"),
        ("category", "AUTHENTICATION"),
        ("header", "x" * (limits.TEMPLATE_HEADER + 1)),
        ("header", "Twee\nregels"),
        ("header", "Voor {{naam}} om {{tijd}}"),
        ("body", " "),
        ("body", "x " * limits.TEMPLATE_BODY),
        ("body", "{{naam}}, morgen heeft u een afspraak bij ons."),
        ("body", "Morgen heeft u een afspraak bij ons, {{naam}}"),
        ("body", "Morgen {{naam}} ja."),
        ("body", "Een alinea.\n\n\nNog een alinea."),
        ("body", "Beste {{Naam}}, u heeft morgen een afspraak bij ons."),
        ("body", "Beste {{ naam }}, u heeft morgen een afspraak bij ons."),
        ("body", "Beste {{voor-naam}}, u heeft morgen een afspraak bij ons."),
        ("body", "Beste {{naam, u heeft morgen een afspraak bij ons."),
        ("footer", "x" * (limits.TEMPLATE_FOOTER + 1)),
        ("footer", "Voor {{naam}} alleen"),
        ("footer", "Twee\nregels"),
        ("buttons", button() * (limits.TEMPLATE_BUTTONS_MAX + 1)),
    ],
)
def test_what_the_platform_would_refuse_is_told_at_its_field(field: str, value: Any) -> None:
    assert field in fields(**{field: value})


@pytest.mark.parametrize(
    ("place", "members"),
    [
        ("text", {"text": ""}),
        ("text", {"text": "x" * (limits.TEMPLATE_BUTTON_TEXT + 1)}),
        ("text", {"text": "Ja {{naam}}"}),
        ("type", {"type": "COPY_CODE"}),
        ("value", {"type": "URL", "url": "http://proefstad.example"}),
        ("value", {"type": "URL", "url": "https://proefstad.example/uw zaak"}),
        ("value", {"type": "URL", "url": "https://{{1}}", "example": "Z-1"}),
        ("value", {"type": "URL", "url": "https://proefstad.example{{1}}", "example": "Z-1"}),
        ("value", {"type": "URL", "url": "https://proefstad.example/{{1}}/x", "example": "Z-1"}),
        ("value", {"type": "URL", "url": "https://proefstad.example/{{zaak}}", "example": "Z-1"}),
        ("example", {"type": "URL", "url": "https://proefstad.example/{{1}}"}),
        ("example", {"type": "URL", "url": "https://proefstad.example/{{1}}", "example": "Z 1"}),
        ("example", {"type": "URL", "url": "https://proefstad.example/", "example": "Z-1"}),
        ("value", {"type": "PHONE_NUMBER", "phone_number": "nul zes"}),
    ],
)
def test_a_button_is_checked_too(place: str, members: dict[str, str]) -> None:
    assert fields(buttons=button(**members)) == [f"buttons.0.{place}"]


def test_two_buttons_may_not_say_the_same() -> None:
    assert fields(buttons=button() * 2) == ["buttons.1.text"]


CONTACT = TemplateButton(type="REQUEST_CONTACT_INFO")
CASE = TemplateButton(
    type="URL", text="Uw zaak", url="https://proefstad.example/zaak/{{1}}", example="Z-2026-1"
)


def replies(count: int) -> tuple[TemplateButton, ...]:
    return tuple(TemplateButton(type="QUICK_REPLY", text=f"Keuze {i}") for i in range(count))


def test_ten_buttons_of_all_kinds_fit() -> None:
    assert fields(buttons=(*replies(6), *GOOD.buttons[1:], CASE, CONTACT)) == []


@pytest.mark.parametrize("kind", ["URL", "PHONE_NUMBER", "REQUEST_CONTACT_INFO"])
def test_of_some_kinds_there_are_fewer(kind: str) -> None:
    most = {"URL": 2}.get(kind, 1)
    buttons = tuple(
        TemplateButton(
            type=kind,
            text=f"Knop {place}",
            url="https://proefstad.example",
            phone_number="+31850000091",
        )
        for place in range(most + 1)
    )

    assert fields(buttons=buttons) == [f"buttons.{most}.type"]


def test_quick_replies_stand_together() -> None:
    first, second = replies(2)

    assert fields(buttons=(first, CONTACT, second)) == ["buttons.2.type"]
    assert fields(buttons=(CONTACT, first, second)) == []


def test_an_address_that_differs_goes_with_the_whole_address_as_its_example() -> None:
    [*_, part] = components_of(replace(GOOD, buttons=(CASE,)))

    assert part["buttons"][0]["example"] == ["https://proefstad.example/zaak/Z-2026-1"]
    whole = replace(CASE, example="https://proefstad.example/zaak/Z-2026-1")
    assert components_of(replace(GOOD, buttons=(whole,)))[-1] == part


def test_the_label_of_a_request_for_the_number_is_the_platforms() -> None:
    [*_, part] = components_of(replace(GOOD, buttons=(CONTACT,)))
    assert part["buttons"] == [{"type": "REQUEST_CONTACT_INFO"}]

    labelled = {"type": "REQUEST_CONTACT_INFO", "text": "Share Contact Info"}
    body = {"type": "BODY", "text": "Goedemiddag."}
    read = draft_of(listed(GOOD, [body, {"type": "BUTTONS", "buttons": [labelled]}]))
    assert read is not None
    assert read.buttons == (CONTACT,)


def test_each_variable_needs_an_example() -> None:
    assert fields(examples={"naam": "mevrouw Jansen", "tijd": " "}) == ["examples.tijd"]


@pytest.mark.parametrize(
    ("subcode", "field"), [(2388299, "body"), (2388293, "body"), (2388024, "name"), (2388047, "")]
)
def test_the_platforms_own_refusal_is_told_at_the_same_field(subcode: int, field: str) -> None:
    problem = template_refusal(PlatformError(code=100, subcode=subcode))

    assert problem.field == field
    assert problem.nl.endswith(".")


def test_an_edge_is_told_in_the_same_words_before_and_after() -> None:
    [problem] = check_template(replace(GOOD, body="{{naam}}, u heeft om {{tijd}} een afspraak."))

    assert problem == template_refusal(PlatformError(code=100, subcode=2388299))


def listed(draft: TemplateDraft, components: list[dict[str, Any]]) -> TemplateShape:
    return TemplateShape(
        id="1",
        name=draft.name,
        language=draft.language,
        category=draft.category,
        parameter_format="NAMED",
        components=components,
    )


words = st.text("abcdefgh \n{}_Z9é", max_size=80)
names = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
drafts = st.builds(
    TemplateDraft,
    name=words,
    language=st.sampled_from(["nl", "en", "x"]),
    category=st.sampled_from(["UTILITY", "MARKETING", ""]),
    header=words,
    body=words,
    footer=words,
    buttons=st.lists(
        st.builds(
            TemplateButton,
            type=st.sampled_from(
                ["QUICK_REPLY", "URL", "PHONE_NUMBER", "REQUEST_CONTACT_INFO", "FLOW"]
            ),
            text=words,
            url=st.none() | words | st.just(CASE.url),
            phone_number=st.none() | words,
            example=st.none() | words,
        ),
        max_size=12,
    ).map(tuple),
    examples=st.dictionaries(names, words, max_size=3),
)


@given(drafts)
def test_any_draft_can_be_checked_and_every_problem_has_words(draft: TemplateDraft) -> None:
    for problem in check_template(draft):
        assert problem.nl
        assert problem.en


@given(st.lists(names, min_size=1, max_size=5, unique=True))
def test_a_body_with_words_around_its_variables_passes(variables: list[str]) -> None:
    body = (
        "Beste inwoner, " + " ".join(f"dit is uw {{{{{name}}}}}" for name in variables) + " hier."
    )
    examples = dict.fromkeys(variables, "voorbeeld")

    assert check_template(replace(GOOD, body=body, examples=examples)) == []


@given(drafts)
def test_what_passes_survives_the_platforms_shape(draft: TemplateDraft) -> None:
    if not check_template(draft):
        components = components_of(draft)
        back = draft_of(listed(draft, components))

        assert back is not None
        assert components_of(back) == components


def test_a_template_comes_back_from_the_platforms_shape_unchanged() -> None:
    draft = replace(GOOD, buttons=(*GOOD.buttons, CASE, CONTACT))

    assert draft_of(listed(draft, components_of(draft))) == draft


@pytest.mark.parametrize(
    "component",
    [
        {"type": "HEADER", "format": "PRODUCT"},
        {"type": "BUTTONS", "buttons": [{"type": "FLOW", "text": "Open"}]},
        {"type": "CAROUSEL", "cards": []},
    ],
)
def test_a_template_with_other_parts_is_no_draft(component: dict[str, Any]) -> None:
    body = {"type": "BODY", "text": "Goedemiddag."}

    assert draft_of(listed(GOOD, [component, body])) is None


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("Beste {{naam}}, hallo daar.", limits.TemplateFigures(words_per_variable=3)),
        ("Goedemorgen.\n\nTot ziens.", limits.TemplateFigures(empty_lines=0)),
    ],
)
def test_figures_that_no_source_confirms_can_be_corrected(
    body: str, figures: limits.TemplateFigures
) -> None:
    draft = replace(GOOD, header="", body=body, examples={"naam": "mevrouw Jansen"})

    assert check_template(draft) == []
    assert [problem.field for problem in check_template(draft, figures)] == ["body"]


@pytest.mark.parametrize("header_format", ["IMAGE", "VIDEO", "DOCUMENT"])
def test_a_header_that_shows_a_file_needs_an_example(header_format: str) -> None:
    [problem] = check_template(replace(GOOD, header_format=header_format, header=""))
    assert problem.field == "header"

    handle = replace(GOOD, header_format=header_format, header="", header_example="4::handle")
    assert check_template(handle) == []


@pytest.mark.parametrize("header_format", ["IMAGE", "VIDEO", "DOCUMENT", "LOCATION"])
def test_a_header_is_read_back_as_it_was_written(header_format: str) -> None:
    example = "" if header_format == "LOCATION" else "4::handle"
    draft = replace(GOOD, header_format=header_format, header="", header_example=example)
    components = components_of(draft)
    shape = TemplateShape(
        id="1",
        name=draft.name,
        language=draft.language,
        category=draft.category,
        parameter_format="NAMED",
        components=components,
    )

    read = draft_of(shape)

    assert read is not None
    assert components_of(read) == components
