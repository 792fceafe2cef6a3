"""The rows of docs/platform.md: items, and the evidence that each column has for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import platform_evidence as found
from platform_simulated import Seen, paths_in

from bode.conversations.states import RANK
from bode.licensing.template_states import TEMPLATE_STATUSES
from bode.whatsapp import check_send, is_known, meaning
from bode.whatsapp.gateways import Dialog360

Reasons = Mapping[str, str]


class Row(NamedTuple):
    """An item, and the evidence in each column; empty where there is none."""

    name: str
    parsed: str
    acted: str
    simulated: str
    tested: str


class Section(NamedTuple):
    """A table of the page."""

    title: str
    words: str
    columns: tuple[str, str, str, str]
    rows: list[Row]


def _fields(items: Mapping[str, Reasons], seen: Seen) -> Section:
    rows = []
    for field in items:
        samples = found.samples_of(field)
        structs = found.structs_of(samples)
        rows.append(
            Row(
                field,
                _list(kind.__name__ for kind in structs),
                _list(found.handlers_of(structs)),
                "sent" if field in seen.fields else "",
                _effects(samples),
            )
        )
    words = (
        "Parsed: into which event. Acted on: by which function of `conversations.recording`. Any "
        "field can also be sent by hand, with `POST /simulator/webhooks`."
    )
    return Section("Webhook fields", words, _TITLES, rows)


def _account_events(items: Mapping[str, Reasons], seen: Seen) -> Section:
    rows = []
    for event in items:
        samples = found.samples_of("account_update", event=event)
        structs = found.structs_of(samples)
        rows.append(
            Row(
                event,
                _list(kind.__name__ for kind in structs),
                _list(found.handlers_of(structs)),
                _sent("account_update", event, seen),
                _effects(samples),
            )
        )
    return Section("Events of `account_update`", "As above.", _TITLES, rows)


def _template_events(items: Mapping[str, Reasons], seen: Seen) -> Section:
    field = "message_template_status_update"
    rows = []
    for event in items:
        samples = found.samples_of(field, event=event)
        status = TEMPLATE_STATUSES.get(event)
        rows.append(
            Row(
                event,
                _list(kind.__name__ for kind in found.structs_of(samples)),
                f"the template is `{status}`" if status else "all templates are read anew",
                _sent(field, event, seen),
                _effects(samples),
            )
        )
    return Section(f"Events of `{field}`", "Acted on: what follows.", _TITLES, rows)


def _messages_in(items: Mapping[str, Reasons], seen: Seen) -> Section:
    rows = []
    for name in items:
        samples = found.samples_of_type(name)
        contents = found.contents_of(samples)
        own = found.handlers_of(contents, found.RECEIVING)
        rows.append(
            Row(
                name,
                _list(kind.__name__ for kind in contents) or ("kept as it is" if samples else ""),
                _list(own or ["_add"]) if samples else "",
                "checked" if name in seen.read else "passed on as given",
                _effects(samples),
            )
        )
    words = (
        "Parsed: into which content; a type that is on no list is kept as it is and shown as a "
        "message that can't be shown. Acted on: by which function of `conversations.receiving`, "
        "`_add` being a message in the conversation. Simulated: by "
        "`POST /simulator/phones/…/messages`."
    )
    return Section("What citizens send", words, _TITLES, rows)


_RECORDERS = {"messages": "receiving", "statuses": "statuses", "contacts": "contacts"}
"""Modules of `conversations` that record what stands under this name in a webhook."""


def _beside(items: Mapping[str, Reasons], seen: Seen) -> Section:
    rows = []
    for path, item in items.items():
        read = item["read"]
        recorder = f"conversations.{_RECORDERS[path.partition('[')[0]]}"
        samples = [
            name for name, (_, value) in found.SAMPLES.items() if path in set(paths_in(value))
        ]
        rows.append(
            Row(
                path,
                f"`{read}`" if found.has_attribute(read) else "",
                _list(sorted(found.users_of(read.partition(".")[2]), key=recorder.__ne__)[:1]),
                "sent" if path in seen.beside else "",
                _effects(samples),
            )
        )
    words = (
        "Parsed: into which attribute. Acted on: by which module, the one that records it or else "
        "the first of them."
    )
    return Section("Beside messages and statuses", words, _TITLES, rows)


_SENDS = ("whatsapp/test_send_checks.py", "simulator/test_sending.py")


def _messages_out(items: Mapping[str, Reasons], seen: Seen) -> Section:
    offered = found.literals_of(found.ROOMS / "api" / "messages.py", "type")
    rows = []
    for name in items:
        type_, _, kind = name.partition(": ")
        problems = {one.name for one in check_send(type_, {"type": kind} if kind else {})}
        known = "type" not in problems and f"{type_}.type" not in problems
        tests = [test for test in _SENDS if found.names(found.TESTS / test, kind or type_)]
        rows.append(
            Row(
                name,
                "`check_send`" if known else "",
                "`POST /api/v1/messages`" if type_ in offered else "",
                "taken" if name in seen.taken else "",
                _files(tests),
            )
        )
    words = "Checked: by which function of `whatsapp`, before it is queued."
    columns = ("checked", "sent by", *_TITLES[2:])
    return Section("What municipalities send", words, columns, rows)


def _statuses(items: Mapping[str, Reasons], seen: Seen) -> Section:
    reporting = (found.ROOMS / "conversations" / "reporting.py").read_text()
    rows = []
    for status in items:
        samples = [
            name
            for name, (_, value) in found.SAMPLES.items()
            if any(one["status"] == status for one in value.get("statuses", ()))
        ]
        ranked = status in RANK or f"'{status}'" in reporting
        rows.append(
            Row(
                status,
                _list(kind.__name__ for kind in found.structs_of(samples)),
                "by rank" if ranked else "",
                "sent" if status in seen.statuses else "",
                _effects(samples),
            )
        )
    return Section("Statuses", "Acted on: in `conversations.reporting`.", _TITLES, rows)


def _endpoints(items: Mapping[str, Reasons], seen: Seen) -> Section:
    pywa = found.TESTS / "simulator" / "test_pywa_calls.py"
    called = found.keys_of(pywa, "CALLS") | found.keys_of(pywa, "REFUSED")
    by_pywa = [str(pywa.relative_to(found.TESTS))]
    rows = []
    for name, item in items.items():
        method = item.get("bode", "")
        tested = item.get("pywa") in called
        edge = name.split(" ")[1].rpartition("}")[2]
        tests = by_pywa if tested else found.tests_naming(edge, "simulator")
        rows.append(
            Row(
                name,
                f"`{method}`" if method in found.client_methods() else "",
                _list(found.callers_of(method)) if method else "",
                "answered" if name in seen.endpoints else "",
                _files(tests) if edge or tested else "",
            )
        )
    words = "Called: by which method of `whatsapp.Client`. Used: by which module of Bode."
    return Section("Addresses of the API", words, ("called", "used", *_TITLES[2:]), rows)


_OF_DIALOG360 = (
    "simulator/test_dialog360.py",
    "whatsapp/test_gateways.py",
    "conversations/test_dialog360.py",
)


def _dialog360(items: Mapping[str, Reasons], seen: Seen) -> Section:
    rows = []
    for name, item in items.items():
        method = item.get("bode", "")
        path = name.partition(" ")[2].partition("{")[0] or "attachments"
        there = found.names if path == "/" else found.names_within
        part = path.rstrip("/") or path
        tests = [one for one in _OF_DIALOG360 if there(found.TESTS / one, part)]
        rows.append(
            Row(
                name,
                f"`Dialog360.{method}`" if hasattr(Dialog360, method) else "",
                _list(found.asking_gateways(method)) if method else "",
                "answered" if name in seen.by_dialog360 else "",
                _files(tests),
            )
        )
    words = (
        "Called: which method of `whatsapp.gateways.Dialog360` gives the address. Used: by which "
        "module of `whatsapp`. Its webhooks are those of the platform, and prove themselves as "
        "[decision 0015](decisions/0015-two-gateways.md) says."
    )
    return Section("Addresses of 360dialog", words, ("called", "used", *_TITLES[2:]), rows)


def _errors(items: Mapping[str, list[int | str]], _: Seen) -> Section:
    rows = []
    for written in items["codes"]:
        codes = read_codes(written)
        first = codes if isinstance(codes, int) else codes.start
        told = meaning(first, None)
        by_itself = found.simulator_raises(first)
        rows.append(
            Row(
                str(written),
                told.title_en if is_known(first) else "",
                f"again: {told.retry.value}; by: {told.acts.value}",
                "by itself, and on request" if by_itself else "on request",
                "`whatsapp/test_errors.py`",
            )
        )
    words = (
        "What each means and asks for stands in [errors.md](errors.md). On request, by the faults "
        "`refuse` and `fail`, the simulator gives any of them; when it gives one by itself stands "
        "in [simulator.md](simulator.md)."
    )
    return Section("Error codes", words, _TITLES, rows)


_TITLES = ("parsed", "acted on", "simulated", "tested")
SECTIONS = {
    "fields": _fields,
    "account_events": _account_events,
    "template_events": _template_events,
    "messages_in": _messages_in,
    "beside": _beside,
    "messages_out": _messages_out,
    "statuses": _statuses,
    "endpoints": _endpoints,
    "dialog360": _dialog360,
    "errors": _errors,
}


def read_codes(written: int | str) -> int | range:
    """Return an error code, or a range of them that is written as `200-299`."""
    if isinstance(written, int):
        return written
    first, _, last = written.partition("-")
    return range(int(first), int(last) + 1)


def _sent(field: str, event: str, seen: Seen) -> str:
    return "sent" if (field, event) in seen.events else ""


def _effects(samples: list[str]) -> str:
    """Return the tests that say what these samples do; empty when one of them is left out."""
    tests = [found.files_with_effects().get(name, "") for name in samples]
    return _files(sorted(set(tests))) if all(tests) else ""


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _files(names: Iterable[str]) -> str:
    return _list(name.removeprefix("tests/") for name in names)
