"""The businesses' side of the platform: accounts, their numbers, and how those are set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from bode.simulator.config import HIGH, SimulatedNumber, SimulatorConfig
from bode.simulator.records import (
    AccountState,
    Blocked,
    NewNumber,
    NumberState,
    Profile,
    QrCode,
    Reach,
    Record,
    Subscription,
)
from bode.whatsapp.limits import THROUGHPUT_RAISED


class Accounts:
    """What the platform knows about businesses. The world changes it, by records."""

    def __init__(self, config: SimulatorConfig) -> None:
        self.numbers = {number.phone_number_id: number for number in config.numbers}
        self.subscriptions: dict[str, Subscription] = {}
        """By account; that of the app, under its id, holds for all."""
        self.profiles: dict[str, Profile] = {}
        """By phone number id, as what follows."""
        self.qr_codes: defaultdict[str, dict[str, QrCode]] = defaultdict(dict)
        self.blocked: defaultdict[str, dict[str, None]] = defaultdict(dict)
        """Whom a number blocked, in order."""
        self._app_id = config.app_id
        self._reach = config.reach
        self._throughput = config.messages_per_second
        self._states: dict[str, NumberState] = {}
        self._standings: dict[str, AccountState] = {}
        self._reaches: dict[str, Reach] = {}
        self._added: dict[str, NewNumber] = {}
        self.ways: dict[type, Callable[[Any], None]] = {
            Subscription: self._subscribe,
            Profile: self._set_profile,
            NewNumber: self._add_number,
            NumberState: self._set_state,
            QrCode: self._set_qr_code,
            Blocked: self._block,
            AccountState: self._set_standing,
            Reach: self._set_reach,
        }

    def state(self, number: SimulatedNumber) -> NumberState:
        """Return how a number is set."""
        found = self._states.get(number.phone_number_id)
        return found or NumberState(
            number=number.phone_number_id, name=number.verified_name, throughput=number.throughput
        )

    def throughput(self, number: SimulatedNumber) -> int:
        """Return how many messages a number may send in a second."""
        is_raised = self.state(number).throughput == HIGH
        return max(self._throughput, THROUGHPUT_RAISED) if is_raised else self._throughput

    def standing(self, waba: str) -> AccountState:
        """Return how an account stands."""
        return self._standings.get(waba) or AccountState(waba=waba)

    def reach(self, portfolio: str) -> int | None:
        """Return to how many citizens a portfolio may write first in 24 hours; None: any number."""
        reach = self._reaches.get(portfolio)
        return self._reach if reach is None else reach.limit

    def callback_of(self, number: SimulatedNumber) -> str | None:
        """Return where this number's webhooks go; None: nowhere."""
        subscription = self.subscriptions.get(number.waba_id)
        if subscription is not None and not subscription.active:
            return None
        override = subscription.override if subscription else None
        app = self.subscriptions.get(self._app_id)
        of_app = app.override if app else None
        return self.state(number).callback or override or of_app or number.callback_url

    def waba_numbers(self, waba: str) -> list[SimulatedNumber]:
        """Return an account's numbers; none: there is no such account."""
        return [number for number in self.numbers.values() if number.waba_id == waba]

    def wabas(self, portfolio: str | None = None) -> list[str]:
        """Return the accounts of a portfolio, or all."""
        numbers = self.numbers.values()
        return sorted({one.waba_id for one in numbers if portfolio in (None, one.portfolio)})

    def find_portfolio(self, portfolio_id: str) -> str | None:
        """Return the portfolio with this id."""
        names = {number.portfolio for number in self.numbers.values()}
        return next((name for name in names if portfolio_id_of(name) == portfolio_id), None)

    def records(self) -> Iterator[Record]:
        """Yield the records that add up to the state of now."""
        yield from self._added.values()
        yield from self._states.values()
        yield from self._standings.values()
        yield from self._reaches.values()
        yield from self.subscriptions.values()
        yield from self.profiles.values()
        for codes in self.qr_codes.values():
            yield from codes.values()
        for number, people in self.blocked.items():
            yield from (Blocked(number=number, digits=digits) for digits in people)

    def _subscribe(self, subscription: Subscription) -> None:
        self.subscriptions[subscription.waba] = subscription

    def _set_profile(self, profile: Profile) -> None:
        self.profiles[profile.number] = profile

    def _add_number(self, new: NewNumber) -> None:
        self._added[new.phone_number_id] = new
        self.numbers[new.phone_number_id] = SimulatedNumber(
            phone_number_id=new.phone_number_id,
            display_number=new.display_number,
            waba_id=new.waba_id,
            verified_name=new.portfolio,
            callback_url=self.waba_numbers(new.waba_id)[0].callback_url,
        )

    def _set_state(self, state: NumberState) -> None:
        self._states[state.number] = state

    def _set_standing(self, standing: AccountState) -> None:
        self._standings[standing.waba] = standing

    def _set_reach(self, reach: Reach) -> None:
        self._reaches[reach.portfolio] = reach

    def _set_qr_code(self, code: QrCode) -> None:
        codes = self.qr_codes[code.number]
        if code.message is None:
            codes.pop(code.code, None)
        else:
            codes[code.code] = code

    def _block(self, change: Blocked) -> None:
        people = self.blocked[change.number]
        if change.blocked:
            people[change.digits] = None
        else:
            people.pop(change.digits, None)


def portfolio_id_of(portfolio: str) -> str:
    """Return a business portfolio's id, always the same."""
    return str(3 * 10**14 + int.from_bytes(sha256(portfolio.encode()).digest()[:6]) % 10**14)
