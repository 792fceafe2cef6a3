"""`/simulator/…`: to drive citizens, accounts, templates and trouble from a program or by hand."""

from starlette.routing import BaseRoute

from bode.simulator.control import businesses, clock, desk, phones, templates, texts, trouble
from bode.simulator.platform import Platform

__all__ = ["routes"]


def routes(platform: Platform) -> list[BaseRoute]:
    """Return the control calls' routes."""
    return [
        *phones.routes(platform),
        *templates.routes(platform),
        *businesses.routes(platform),
        *clock.routes(platform),
        *trouble.routes(platform),
        *texts.routes(platform),
        *desk.routes(platform),
    ]
