"""The simulated platform's state: what its records add up to."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import msgspec
import orjson

from bode.simulator.accounts import Accounts
from bode.simulator.config import SimulatedNumber, SimulatedTemplate, SimulatorConfig
from bode.simulator.identity import user_id
from bode.simulator.journal import Journal
from bode.simulator.pricing import FreeAnswers
from bode.simulator.reach import OpenedChats
from bode.simulator.records import (
    ARRIVED,
    FROM_CITIZEN,
    READ,
    STEPS,
    TO_CITIZEN,
    ClockMoved,
    Done,
    MediaFile,
    MediaGone,
    Message,
    Phone,
    Record,
    StatusChange,
    Template,
    TemplateGone,
    Totals,
    Value,
)

MESSAGES_KEPT = 200_000
"""Over all phones; of what is older, only the totals stay."""


class World:
    """Everything the platform knows. `store` is the only way to change it."""

    def __init__(self, config: SimulatorConfig) -> None:
        self.config = config
        self.accounts = Accounts(config)
        self.numbers = self.accounts.numbers
        self.phones: dict[str, Phone] = {}
        self.messages: dict[str, Message] = {}
        self.shown: dict[str, dict[str, Message]] = {}
        """By digits: what that phone shows, oldest first."""
        self.last_inbound: dict[tuple[str, str], int] = {}
        """By phone number id and digits: when the citizen last wrote, in Unix seconds."""
        self.last_by_number: dict[tuple[str, str], int] = {}
        """By phone number id and digits: when the business last used the citizen's number."""
        self.media: dict[str, MediaFile] = {}
        self.templates: dict[str, Template] = {}
        self.totals = Totals()
        self.pending: dict[int, Message | StatusChange | Value] = {}
        """By seq: the webhooks that nobody has answered 200 yet."""
        self.opened = OpenedChats()
        self.free_answers = FreeAnswers(config.free_answers)
        self.template_sends: Counter[str] = Counter()
        """By template id: how often it was sent."""
        self.ahead = 0
        """Seconds by which the platform's clock was moved."""
        self._template_ids: dict[tuple[str, str, str], str] = {}
        """By account, name and language."""
        self._callback_data: set[str] = set()
        self._digits_by_user_id: dict[str, str] = {}
        self._portfolios = sorted({number.portfolio for number in config.numbers})
        self._journal = Journal(config.state_file)
        self._ways: dict[type, Callable[[Any], None]] = {
            Phone: self._add_phone,
            Message: self._add_message,
            StatusChange: self._change_status,
            Value: self._add_value,
            Done: self._settle,
            MediaFile: self._add_media,
            MediaGone: self._remove_media,
            Template: self._set_template,
            TemplateGone: self._remove_template,
            ClockMoved: self._move_clock,
            Totals: self._set_totals,
            **self.accounts.ways,
        }

    def open(self) -> None:
        """Read the journal, add what the config names, and begin a compact journal."""
        for record in self._journal.read():
            self._apply(record)
        for phone in self.config.phones:
            if phone.digits not in self.phones:
                self._apply(Phone(digits=phone.digits, name=phone.name))
        for waba in self.accounts.wabas():
            for template in self.config.templates:
                self._apply(_given_template(waba, template))
        self._journal.start(self._snapshot())

    def close(self) -> None:
        """Write everything down."""
        self._journal.close()

    def store(self, record: Record, *, flush: bool = False) -> None:
        """Change the state by a record. With `flush` it survives a `kill -9` from here on."""
        self._journal.note(record)
        if flush:
            self._journal.flush()
        self._apply(record)

    def now(self) -> int:
        """Return the platform's time in Unix seconds."""
        return int(time.time()) + self.ahead

    def elapsed(self) -> float:
        """Return seconds since some moment, to measure by; they follow the platform's clock."""
        return time.monotonic() + self.ahead

    def next_seq(self) -> int:
        """Return a number for the next webhook."""
        self.totals.seq += 1
        return self.totals.seq

    def phone(self, digits: str) -> Phone:
        """Return how a phone behaves; one that nobody set up has WhatsApp and reads at once."""
        phone = self.phones.get(digits)
        if phone is None:
            phone = Phone(digits=digits, name=unset_name(digits))
            self._add_phone(phone)
        return phone

    def user_id(self, number: SimulatedNumber, digits: str) -> str:
        """Return the id by which this number's business knows a citizen."""
        return user_id(number.portfolio, digits)

    def digits_of(self, number: SimulatedNumber, identity: str) -> str | None:
        """Return the citizen whom this number's business knows by a user id."""
        digits = self._digits_by_user_id.get(identity)
        known = digits is not None and self.user_id(number, digits) == identity
        return digits if known else None

    def unread_until(self, message: Message) -> list[Message]:
        """Return this message of a citizen and the earlier ones, as far as they are unread."""
        unread = []
        for each in self.shown[message.phone].values():
            if (each.number, each.direction) == (message.number, FROM_CITIZEN):
                unread += [each] if each.status != READ else []
            if each.id == message.id:
                break
        return unread

    def find_template(self, waba: str, name: str, language: str) -> Template | None:
        """Return an account's template, whatever its status."""
        template_id = self._template_ids.get((waba, name, language))
        return self.templates[template_id] if template_id else None

    def _apply(self, record: Record) -> None:
        self._ways[type(record)](record)

    def _add_phone(self, phone: Phone) -> None:
        self.phones[phone.digits] = phone
        for portfolio in self._portfolios:
            self._digits_by_user_id[user_id(portfolio, phone.digits)] = phone.digits

    def _add_message(self, message: Message) -> None:
        phone = self.phone(message.phone)
        self.messages[message.id] = message
        self.shown.setdefault(phone.digits, {})[message.id] = message
        pair = (message.number, phone.digits)
        if message.direction == FROM_CITIZEN:
            if message.type != "system":
                last = self.last_inbound.get(pair, 0)
                self.last_inbound[pair] = max(last, message.timestamp)
            self._expect(message.seq, message)
        else:
            self._count_accepted(message)
            if not message.to_user_id:
                self.last_by_number[pair] = message.timestamp
        if len(self.messages) > MESSAGES_KEPT:
            self._forget_oldest()

    def _count_accepted(self, message: Message) -> None:
        self.totals.accepted += 1
        self.totals.delivered += message.status in ARRIVED
        self.free_answers.note(message)
        if message.opens:
            portfolio = self.numbers[message.number].portfolio
            self.opened.note(portfolio, message.phone, message.timestamp)
        if message.template_id:
            self.template_sends[message.template_id] += 1
        if message.callback_data is not None:
            self.totals.duplicates += message.callback_data in self._callback_data
            self._callback_data.add(message.callback_data)

    def _forget_oldest(self) -> None:
        oldest = self.messages.pop(next(iter(self.messages)))
        self.shown[oldest.phone].pop(oldest.id, None)
        if oldest.callback_data is not None:
            self._callback_data.discard(oldest.callback_data)

    def _change_status(self, change: StatusChange) -> None:
        message = self.messages.get(change.id)
        if message is None:
            return
        self._expect(change.seq, change)
        if STEPS.index(change.status) <= STEPS.index(message.status):
            return
        if message.direction == TO_CITIZEN:
            newly = change.status in ARRIVED and message.status not in ARRIVED
            self.totals.delivered += newly
        message.status = change.status

    def _add_value(self, value: Value) -> None:
        self._expect(value.seq, value)

    def _expect(self, seq: int, told: Message | StatusChange | Value) -> None:
        if seq:
            self.totals.seq = max(self.totals.seq, seq)
            self.pending[seq] = told

    def _settle(self, done: Done) -> None:
        for seq in done.seqs:
            told = self.pending.pop(seq, None)
            self.totals.webhooks_sent += told is not None

    def _add_media(self, file: MediaFile) -> None:
        self.media[file.id] = file

    def _remove_media(self, gone: MediaGone) -> None:
        self.media.pop(gone.id, None)

    def _set_template(self, template: Template) -> None:
        self.templates[template.id] = template
        self._template_ids[template.waba, template.name, template.language] = template.id

    def _remove_template(self, gone: TemplateGone) -> None:
        template = self.templates.pop(gone.id)
        self.template_sends.pop(gone.id, None)
        del self._template_ids[template.waba, template.name, template.language]

    def _move_clock(self, moved: ClockMoved) -> None:
        self.ahead = moved.ahead

    def _set_totals(self, totals: Totals) -> None:
        self.totals = totals

    def _snapshot(self) -> Iterator[Record]:
        """Yield the records that add up to the state of now."""
        yield from self.phones.values()
        if self.ahead:
            yield ClockMoved(ahead=self.ahead)
        yield from self.media.values()
        yield from self.templates.values()
        yield from self.accounts.records()
        for message in self.messages.values():
            answered = message.seq not in self.pending
            yield msgspec.structs.replace(message, seq=0) if answered else message
        yield from (told for told in self.pending.values() if not isinstance(told, Message))
        yield self.totals


def unset_name(digits: str) -> str:
    """Return what someone is called whom nobody gave a name."""
    return f"Burger {digits[-4:]}"


def _given_template(waba: str, template: SimulatedTemplate) -> Template:
    """Return a config's template, under an id that is the same at every start."""
    name = f"{waba}|{template.name}|{template.language}"
    number = int.from_bytes(sha256(name.encode()).digest()[:6]) % 10**14
    return Template(
        id=str(7 * 10**14 + number),
        waba=waba,
        name=template.name,
        language=template.language,
        category=template.category,
        status="APPROVED",
        parameter_format=template.parameter_format,
        components=orjson.loads(orjson.dumps([dict(one) for one in template.components])),
    )
