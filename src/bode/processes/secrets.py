"""New secrets, for the settings that need one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

FILE = "secrets"  # in a demo's data folder


def make() -> dict[str, str]:
    """New values for BODE_SECRET_KEY and BODE_ENCRYPTION_KEYS."""
    return {
        "BODE_SECRET_KEY": secrets.token_urlsafe(48),
        "BODE_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    }


def keep_in(file: Path) -> dict[str, str]:
    """The secrets in this file, which is made for its owner alone when it isn't there."""
    if not file.exists():
        unfinished = file.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.writelines(f"{name}={value}\n" for name, value in make().items())
        unfinished.rename(file)
    lines = file.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)
