"""The simulator process: the stand-in for the WhatsApp platform, for this machine alone."""

from __future__ import annotations

import os

from bode.settings.environment import load_place
from bode.simulator import create_app, demo_config

from .leash import end_in_order, hold_on
from .logs import set_up_logs
from .serving import serve
from .sockets import listen


def run() -> None:
    """Serve until SIGTERM. Needs neither secrets nor a database."""
    hold_on()
    end_in_order()
    place = load_place(os.environ)
    set_up_logs("simulator", place.mode)
    with listen("127.0.0.1", place.simulator_port, "BODE_SIMULATOR_PORT") as listening:
        bode = f"http://127.0.0.1:{place.port}"
        serve(create_app(demo_config(bode, place.data_dir)), listening)
