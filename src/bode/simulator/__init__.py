"""The stand-in for the WhatsApp Business Platform: its API, its webhooks, citizens' phones.

A product of its own, that independent clients can work against. No Django. It may import `basics`
and the wire's signature and limits from `whatsapp`. Its checks of what a business sends are its
own on purpose: a mistake in Bode's checks must not hide behind itself.
"""

from bode.simulator.app import create_app
from bode.simulator.config import (
    STANDARD,
    Pace,
    SimulatedNumber,
    SimulatedPhone,
    SimulatedTemplate,
    SimulatorConfig,
)
from bode.simulator.demo import NOTIFY_KEY, PAIR_BURST_IN_DEMO, THROUGHPUT_IN_DEMO, demo_config
from bode.simulator.faults import Faults

__all__ = [
    "NOTIFY_KEY",
    "PAIR_BURST_IN_DEMO",
    "STANDARD",
    "THROUGHPUT_IN_DEMO",
    "Faults",
    "Pace",
    "SimulatedNumber",
    "SimulatedPhone",
    "SimulatedTemplate",
    "SimulatorConfig",
    "create_app",
    "demo_config",
]
