"""The register of personal data, from which the municipality's own is made."""

from __future__ import annotations

from bode.privacy.register import list_personal_data


def test_every_entry_says_what_why_and_how_long() -> None:
    for entry in list_personal_data():
        assert entry.fields
        assert entry.what
        assert entry.why.endswith(".")
        assert entry.how_long.endswith(".")


def test_the_register_is_in_the_order_of_what_it_is_about() -> None:
    entries = list_personal_data()

    assert [entry.what for entry in entries] == sorted(entry.what for entry in entries)
    assert {"organisations.Person", "conversations.Message", "intake.Webhook"} <= {
        entry.model for entry in entries
    }
