"""VNG, and whoever it asks."""

from __future__ import annotations

import pytest
from tests.people import join

from bode.organisations.models import Organisation, Person


@pytest.fixture
def mona(db: None) -> Person:
    """VNG's monitor."""
    vng = Organisation.objects.create(kind="vng", code="vng-proef", name="VNG")
    return join(vng, "Mona", "monitor")
