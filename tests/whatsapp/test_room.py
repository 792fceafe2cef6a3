"""The room by itself."""

from __future__ import annotations

import subprocess
import sys


def test_the_room_needs_no_django_and_no_database() -> None:
    program = (
        "import sys, bode.whatsapp\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
