"""An error code that no table of ours knows is told to the operator, once."""

from __future__ import annotations

from structlog.testing import capture_logs

from bode.outbox.unknown_errors import report_unknown


def test_a_code_that_is_new_to_us_is_told_once() -> None:
    with capture_logs() as told:
        report_unknown(987_001)
        report_unknown(987_001)

    assert [(line["event"], line["code"]) for line in told] == [("whatsapp.error_unknown", 987_001)]


def test_of_a_code_that_we_know_nothing_is_told() -> None:
    with capture_logs() as told:
        report_unknown(131026)
        report_unknown(None)

    assert told == []
