"""May a business send, as it stands with the platform now?"""

from __future__ import annotations

from bode.simulator.config import SimulatedNumber
from bode.simulator.refusals import Refusal
from bode.simulator.world import World

RESTRICTIONS = (
    "RESTRICTED_ADD_PHONE_NUMBER_ACTION",
    "RESTRICTED_BIZ_INITIATED_MESSAGING",
    "RESTRICTED_CUSTOMER_INITIATED_MESSAGING",
    "RESTRICTED_UTILITY_TEMPLATES",
)
NO_PAYMENT = 131042


def check_standing(
    world: World, number: SimulatedNumber, digits: str, category: str, *, opens: bool, costs: bool
) -> int:
    """Raise Refusal when a business may not send this; return the code with which the message
    will fail after it was accepted, or 0.
    """
    accounts = world.accounts
    standing = accounts.standing(number.waba_id)
    if standing.banned:
        raise Refusal(131031, "The account was disabled for breaking a policy.")
    state = accounts.state(number)
    if not state.registered:
        raise Refusal(133010, "The phone number is not registered.")
    if state.raised_at > world.now():
        raise Refusal(131057, "The throughput of the phone number is being raised.")
    kind = "BIZ_INITIATED" if opens else "CUSTOMER_INITIATED"
    if is_restricted(world, number.waba_id, f"RESTRICTED_{kind}_MESSAGING"):
        raise Refusal(368, "The account is restricted for breaking a policy.")
    if category == "utility" and is_restricted(
        world, number.waba_id, "RESTRICTED_UTILITY_TEMPLATES"
    ):
        raise Refusal(131064, "The account may not send utility templates now.")
    limit = accounts.reach(number.portfolio)
    if opens and not world.opened.has_room(number.portfolio, digits, limit, world.now()):
        raise Refusal(131048, f"The business wrote first to {limit} people in 24 hours.")
    return 0 if standing.paid or not costs else NO_PAYMENT


def is_restricted(world: World, waba: str, kind: str) -> bool:
    """Say whether a restriction holds now."""
    return world.accounts.standing(waba).restrictions.get(kind, 0) > world.now()
