"""The proof that a webhook comes from the platform."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.whatsapp import is_signed, sign


def test_the_signature_is_the_one_that_the_platform_makes() -> None:
    # Reckoned with: printf '{"a":1}' | openssl dgst -sha256 -hmac geheim
    expected = "sha256=0c3e89010807a274fd26fae3628d3e1dc8f1ee15cc206a8e72920e50b4da8baf"

    assert sign(b'{"a":1}', "geheim") == expected


@pytest.mark.parametrize(
    "header", [None, "", "sha256=", "sha256=00", "sha1=abc", "é", "\ud83d", "a" * 10_000]
)
def test_a_missing_or_odd_header_proves_nothing(header: str | None) -> None:
    assert not is_signed(b"{}", header, "geheim")


@given(st.binary(), st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_what_was_signed_is_recognised(body: bytes, secret: str) -> None:
    assert is_signed(body, sign(body, secret), secret)


@given(st.binary(min_size=1, max_size=200), st.data())
def test_a_changed_byte_never_passes(body: bytes, data: st.DataObject) -> None:
    header = sign(body, "geheim")
    place = data.draw(st.integers(0, len(body) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != body[place]))

    forged = body[:place] + bytes([other]) + body[place + 1 :]

    assert not is_signed(forged, header, "geheim")


@given(st.data())
def test_a_changed_sign_in_the_header_never_passes(data: st.DataObject) -> None:
    header = sign(b"{}", "geheim")
    place = data.draw(st.integers(0, len(header) - 1))
    other = data.draw(st.characters().filter(lambda sign: sign != header[place]))

    assert not is_signed(b"{}", header[:place] + other + header[place + 1 :], "geheim")


def test_another_secret_never_passes() -> None:
    assert not is_signed(b"{}", sign(b"{}", "geheim"), "ander geheim")
