"""The data of a demo that was started before: made once in a run of tests, and copied from there.

To fill a new demo takes more of the machine than all else that it does at its start.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes.running import Demo, open_folder
from tests.settings import FOLDER_OF_RUN


@contextmanager
def made_data() -> Iterator[Path]:
    """A folder with such data, for one who changes them; gone afterwards."""
    with open_folder() as folder:
        data = folder / "data"
        made = _make_once(Path(os.environ[FOLDER_OF_RUN]))
        if (made / "postgres").exists():  # else they are where the database's own user can be
            subprocess.run(["cp", "-a", made, data], check=True)  # with their owners
        yield data


def _make_once(folder: Path) -> Path:
    made = folder / "demo"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            demo = Demo(folder / "unfinished")
            demo.start()
            demo.end(signal.SIGTERM)
            demo.data_dir.rename(made)
    return made
