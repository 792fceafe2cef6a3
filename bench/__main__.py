"""All measurements, one table: `make bench`. It takes some fifteen minutes on a quiet machine."""

from __future__ import annotations

import sys

from . import broadcasts, contents, decoding, desk, dispatch, pictures, webhooks
from .load import NoLoad, find_wrk
from .table import LATEST, show, write
from .world import world

ROUNDS = 5


def main() -> None:
    """Measure, print the table and keep it."""
    try:
        find_wrk()
        apart = broadcasts.measure_apart(ROUNDS)
        with dispatch.platform() as address, world(address):
            rows = [
                *apart,
                *contents.measure(ROUNDS),
                *decoding.measure(ROUNDS),
                *pictures.measure(ROUNDS),
                *webhooks.measure(ROUNDS),
                *dispatch.measure(ROUNDS, address),
                *desk.measure(ROUNDS),  # last: it leaves a million messages
            ]
    except NoLoad as missing:
        sys.exit(str(missing))
    write(rows)
    print(show(rows))
    print(f"\nMedians of {ROUNDS} rounds, interleaved; also in {LATEST.parent.name}/{LATEST.name}.")


if __name__ == "__main__":
    main()
