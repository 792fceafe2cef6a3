"""Reading the command, running it, and saying in one line what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .arguments import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the process's exit status.

    0: done. 1: not done, or the answer is no. 2: called wrongly, or a setting is wrong.
    """
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        status = _status(error)
        if status is None:
            raise
        print(f"bode: {error}", file=sys.stderr)
        return status


def _status(error: Exception) -> int | None:
    """The exit status for an error that is an operator's to solve; None for a defect."""
    from bode.processes.errors import CannotStart, ComponentEnded
    from bode.settings.environment import SettingWrong

    if isinstance(error, SettingWrong):
        return 2
    if isinstance(error, (CannotStart, ComponentEnded)):
        return 1
    return None
