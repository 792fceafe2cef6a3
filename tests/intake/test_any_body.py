"""Nothing that anyone sends makes the door stumble."""

from __future__ import annotations

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.bodies import json_bodies
from tests.intake.street import ADDRESS, kept, post

from bode.whatsapp import HEADER

ANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ANY
@given(body=json_bodies)
def test_signed_json_is_kept_whatever_it_says(body: bytes, street: httpx.Client) -> None:
    assert post(street, body).status_code == 200
    assert kept()[-1] == body


@ANY
@given(body=st.binary(max_size=200))
def test_a_signed_body_is_either_kept_or_no_json(body: bytes, street: httpx.Client) -> None:
    before = len(kept())
    status = post(street, body).status_code

    assert status in {200, 400}
    assert len(kept()) - before == (status == 200)


@ANY
@given(
    body=st.binary(max_size=200),
    signature=st.binary(max_size=80).map(lambda raw: bytes(sign for sign in raw if sign > 32)),
)
def test_an_unsigned_body_leaves_nothing(
    body: bytes, signature: bytes, street: httpx.Client
) -> None:
    answer = street.post(ADDRESS, content=body, headers={HEADER: signature})

    assert answer.status_code in {400, 401}  # the server itself refuses some signs in a header
    assert kept() == []
