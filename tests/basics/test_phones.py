"""Phone numbers of recipients and senders, in every notation that people use."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.basics import (
    RecipientInvalid,
    SenderInvalid,
    bare_digits,
    country_of,
    digits,
    parse_recipient,
    parse_sender,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0612345678", "+31612345678"),
        ("06-12345678", "+31612345678"),
        ("06–12345678", "+31612345678"),
        ("06-12 34 56 78", "+31612345678"),
        ("06.12.34.56.78", "+31612345678"),
        ("(06) 12345678", "+31612345678"),
        (" 06 12345678\n", "+31612345678"),
        ("06\u00a012345678", "+31612345678"),
        ("+31612345678", "+31612345678"),
        ("+31 6 12345678", "+31612345678"),
        ("+31 (0)6 12345678", "+31612345678"),
        ("+31(0)612345678", "+31612345678"),
        ("0031612345678", "+31612345678"),
        ("0031 6 1234 5678", "+31612345678"),
        ("31612345678", "+31612345678"),
        ("612345678", "+31612345678"),
        ("0681234567", "+31681234567"),
        ("+32470123456", "+32470123456"),
        ("0032 470 12 34 56", "+32470123456"),
        ("+12025550123", "+12025550123"),  # abroad, where mobile and fixed look alike
        ("097012345678", "+3197012345678"),
    ],
)
def test_a_mobile_number_is_read_in_any_notation(written: str, kept: str) -> None:
    assert parse_recipient(written) == kept


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "missing"),
        ("  \n", "missing"),
        ("geen", "not_a_number"),
        ("bel 0612345678", "not_a_number"),
        ("0612345678 toestel 5", "not_a_number"),
        ("06-KLEUREN", "not_a_number"),
        ("jan@voorbeeld.example", "not_a_number"),
        ("+", "not_a_number"),
        ("0" * 60, "not_a_number"),
        ("٠٦١٢٣٤٥٦٧٨", "not_a_number"),
        ("0612345678,0687654321", "not_a_number"),
        ("061234567", "not_valid"),
        ("06123456789", "not_valid"),
        ("0690123456", "not_valid"),
        ("0600123456", "not_valid"),
        ("+999123456789", "not_a_number"),
        ("14 030", "not_mobile"),
        ("030 286 10 00", "not_mobile"),
        ("+31 85 000 0001", "not_mobile"),
        ("0800-1234", "not_mobile"),
        ("0900 1234", "not_mobile"),
        ("0661234567", "not_mobile"),  # a pager
        ("+32 2 555 12 34", "not_mobile"),
    ],
)
def test_what_cannot_receive_whatsapp_is_refused_with_the_reason(written: str, code: str) -> None:
    with pytest.raises(RecipientInvalid) as refused:
        parse_recipient(written)

    assert refused.value.code == code
    assert written.strip() == "" or written not in str(refused.value)


@given(st.text(max_size=50))
def test_any_text_is_either_a_number_or_refused(text: str) -> None:
    code = None
    try:
        kept = parse_recipient(text)
    except RecipientInvalid as refused:
        code = refused.code

    assert code in {"missing", "not_a_number", "not_valid", "not_mobile"} or (
        parse_recipient(kept) == kept
    )


@given(st.sampled_from("123458"), st.integers(0, 9_999_999), st.data())
def test_every_dutch_notation_of_a_number_gives_the_same(
    second: str, rest: int, data: st.DataObject
) -> None:
    national = f"6{second}{rest:07}"
    prefix = data.draw(st.sampled_from(["0", "+31", "0031", "31", "+31 (0)", "+31-", ""]))
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "-", "."]), min_size=9, max_size=9))
    written = prefix + "".join(f"{digit}{gap}" for digit, gap in zip(national, gaps, strict=True))

    assert parse_recipient(written.rstrip(" -.")) == f"+31{national}"


def test_the_platform_writes_a_number_without_plus() -> None:
    assert digits("+31612345678") == "31612345678"
    assert digits("31612345678") == "31612345678"


@given(st.from_regex(r"\+316[0-9]{8}", fullmatch=True))
def test_a_number_as_systems_write_it_is_read_as_any_other_notation_of_it(written: str) -> None:
    def read(text: str) -> str:
        try:
            return parse_recipient(text)
        except RecipientInvalid as invalid:
            return invalid.code

    assert read(written) == read(f"0{written[3:]}")


@pytest.mark.parametrize(
    "written",
    [
        "0600000001",
        "06-00 00 00 01",
        "+31600000001",
        "+31 (0)6 00000001",
        "0031 6 0000 0001",
        "31600000001",
    ],
)
def test_a_number_that_is_not_in_use_has_digits_all_the_same(written: str) -> None:
    assert bare_digits(written) == "31600000001"


@pytest.mark.parametrize("written", ["", "geen", "06-KLEUREN", "+", "0" * 60])
def test_what_is_no_number_has_no_digits(written: str) -> None:
    assert bare_digits(written) == ""


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("31612345678", "NL"),
        ("4915112345678", "DE"),
        ("32470123456", "BE"),
        ("447911123456", "GB"),
        ("13055550100", "US"),
        ("18095550100", "DO"),
        ("79161234567", "RU"),
        ("77012345678", "KZ"),
        ("88212345678", ""),  # a satellite's
        ("99912345678", ""),  # a calling code that nobody has
        ("0612345678", ""),
        ("", ""),
    ],
)
def test_the_country_of_a_number_follows_from_how_it_begins(number: str, country: str) -> None:
    assert country_of(number) == country
    assert country_of(number[:8]) == country


@given(st.text())
def test_any_text_has_a_country_or_none(text: str) -> None:
    assert len(country_of(text)) in (0, 2)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("085 000 0001", "+31850000001"),
        ("+31 (0)30 286 0000", "+31302860000"),
        ("088-1234567", "+31881234567"),
        ("06 12345678", "+31612345678"),
        ("0800 1234", "+318001234"),
        ("097012345678", "+3197012345678"),
        ("+32 2 279 22 11", "+3222792211"),
    ],
)
def test_a_sender_may_be_fixed_mobile_or_of_a_company(text: str, number: str) -> None:
    assert parse_sender(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("14 030", "short"),
        ("+3114030", "short"),
        ("14 0595", "short"),
        ("0900 1234", "premium"),
        ("066 1234567", "pager"),
        ("085", "not_valid"),
        ("bel ons", "not_a_number"),
        ("", "not_a_number"),
        ("06 90123456", "not_valid"),
    ],
)
def test_what_whatsapp_can_not_call_back_is_no_sender(text: str, code: str) -> None:
    with pytest.raises(SenderInvalid) as refused:
        parse_sender(text)

    assert refused.value.code == code


@given(st.text())
def test_any_text_is_a_sender_in_e164_or_refused(text: str) -> None:
    with suppress(SenderInvalid):
        assert re.fullmatch(r"\+[1-9][0-9]{3,14}", parse_sender(text))
