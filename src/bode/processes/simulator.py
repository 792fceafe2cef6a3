"""The simulator process: the stand-in for the WhatsApp platform, for this machine alone."""

from __future__ import annotations

import os

from bode.settings.environment import load_place
from bode.simulator import create_app, demo_config
from bode.whatsapp.limits import PAIR_BURST

from .leash import end_in_order, hold_on
from .logs import set_up_logs
from .serving import serve
from .sockets import listen


def run(pair_burst: int | None, throughput: str) -> None:
    """Serve until SIGTERM, with these limits; None: the platform's own.

    Needs neither secrets nor a database.
    """
    hold_on()
    end_in_order()
    place = load_place(os.environ)
    set_up_logs("simulator", place.mode)
    with listen("127.0.0.1", place.simulator_port, "BODE_SIMULATOR_PORT") as listening:
        bode = f"http://127.0.0.1:{place.port}"
        config = demo_config(
            bode,
            place.data_dir,
            smtp_port=place.simulator_smtp_port,
            pair_burst=pair_burst or PAIR_BURST,
            throughput=throughput,
        )
        serve(create_app(config), listening)
