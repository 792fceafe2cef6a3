"""What Bode does of the platform, found in its code and its tests."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.webhook_samples import SAMPLES, webhook

from bode import whatsapp
from bode.whatsapp import Client, InboundMessage, Unknown, UnknownContent, parse_webhook

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ROOT / "src" / "bode"
TESTS = ROOT / "tests"
RECORDING = ROOMS / "conversations" / "recording.py"
RECEIVING = ROOMS / "conversations" / "receiving.py"
_NOTICES = ROOMS / "licensing" / "notices.py"
_OUTSIDE = ("whatsapp", "simulator")
"""Rooms that use nothing: the wire itself, and the other side of it."""


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text())


def samples_of(field: str, **told: str) -> list[str]:
    """Return the samples of a field, of which the value says this."""
    return [
        name
        for name, (its_field, value) in SAMPLES.items()
        if its_field == field and told.items() <= value.items()
    ]


def samples_of_type(name: str) -> list[str]:
    """Return the samples of a type of citizens' messages, such as `system: user_changed_number`."""
    type_, _, kind = name.partition(": ")
    return [
        sample
        for sample, message in _messages()
        if message["type"] == type_ and (not kind or message.get(type_, {}).get("type") == kind)
    ]


def _messages() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, (field, value) in SAMPLES.items():
        if field == "messages":
            yield from ((name, message) for message in value.get("messages", ()))


def structs_of(samples: list[str]) -> list[type]:
    """Return what the samples are read into, in order of their names."""
    events = [event for name in samples for event in parse_webhook(webhook(SAMPLES[name]))]
    return _sorted({type(event) for event in events} - {Unknown})


def contents_of(samples: list[str]) -> list[type]:
    """Return what the messages in the samples are read into; nothing for what is kept unread."""
    events = [event for name in samples for event in parse_webhook(webhook(SAMPLES[name]))]
    contents = {type(event.content) for event in events if isinstance(event, InboundMessage)}
    return _sorted(contents - {UnknownContent})


def _sorted(kinds: set[type]) -> list[type]:
    return sorted(kinds, key=lambda kind: kind.__name__)


def handlers_of(kinds: list[type], path: Path = RECORDING) -> list[str]:
    """Return who records these, by the cases of the one function with cases in a file."""
    cases = _cases(path)
    names = {base.__name__ for kind in kinds for base in kind.__mro__}
    return sorted({handler for name in names & cases.keys() for handler in cases[name]})


@cache
def _cases(path: Path) -> dict[str, list[str]]:
    """Return by name of a struct which functions are called for it."""
    handlers: dict[str, list[str]] = {}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.match_case):
            handlers |= dict.fromkeys(_structs_in(node, _aliases(path)), _called_in(node))
    return handlers


def _structs_in(case: ast.match_case, alias: Mapping[str, str]) -> list[str]:
    names = [
        alias.get(node.cls.id, node.cls.id)
        for node in ast.walk(case.pattern)
        if isinstance(node, ast.MatchClass) and isinstance(node.cls, ast.Name)
    ]
    guard = case.guard
    if isinstance(guard, ast.Call) and isinstance(guard.args[1], ast.Name):
        names += _union(guard.args[1].id)
    return names


def _union(name: str) -> list[str]:
    """Return the structs in a union that `licensing.notices` names."""
    for node in tree_of(_NOTICES).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return [part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)]
    return []


@cache
def _aliases(path: Path) -> dict[str, str]:
    """Return by the name that a file gives to a struct the struct's own."""
    return {
        each.asname: each.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for each in node.names
        if each.asname
    }


def _called_in(case: ast.match_case) -> list[str]:
    return [
        ast.unparse(node.value.func)
        for part in case.body
        for node in ast.walk(part)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]


@cache
def files_with_effects() -> dict[str, str]:
    """Return by sample the test that says what it does: a key of its `EFFECTS`."""
    found: dict[str, str] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in tree_of(path).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and _target(node) in _EFFECTS:
                names = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
                found |= dict.fromkeys(filter(SAMPLES.__contains__, names), _named(path))
    return found


_EFFECTS = ("EFFECTS", "WITHOUT_EFFECT")


def keys_of(path: Path, name: str) -> set[str]:
    """Return the keys of a dictionary at the top of a file."""
    for node in tree_of(path).body:
        if isinstance(node, ast.AnnAssign) and _target(node) == name:
            assert isinstance(node.value, ast.Dict)
            return {key.value for key in node.value.keys if isinstance(key, ast.Constant)}
    return set()


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    return ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def client_methods() -> set[str]:
    """Return what `Client` can ask the platform."""
    return {name for name in dir(Client) if not name.startswith("_")}


def callers_of(method: str) -> list[str]:
    """Return the modules of Bode that call a method of the client."""
    return [
        _dotted(path)
        for path in sorted(ROOMS.rglob("*.py"))
        if path.relative_to(ROOMS).parts[0] not in _OUTSIDE
        and "bode.whatsapp" in path.read_text()
        and _calls(path, method)
    ]


def _calls(path: Path, method: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == method
        and ast.unparse(node.func.value).endswith("client")
        for node in ast.walk(tree_of(path))
    )


def asking_gateways(method: str) -> list[str]:
    """Return the modules of the wire that ask a gateway for an address."""
    return [
        path.stem
        for path in sorted((ROOMS / "whatsapp").glob("*_calls.py"))
        if any(
            isinstance(node, ast.Attribute)
            and node.attr == method
            and ast.unparse(node.value) == "gateway"
            for node in ast.walk(tree_of(path))
        )
    ]


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOMS).with_suffix("").parts)


def has_attribute(dotted: str) -> bool:
    """Say whether one of the wire's structs has an attribute, given as `Struct.attribute`."""
    struct, _, attribute = dotted.partition(".")
    return attribute in getattr(whatsapp, struct).__struct_fields__


def users_of(attribute: str) -> list[str]:
    """Return the modules of Bode that read what the wire's structs call so."""
    return [
        _dotted(path)
        for path in sorted(ROOMS.rglob("*.py"))
        if path.relative_to(ROOMS).parts[0] not in _OUTSIDE
        and "from bode.whatsapp import" in path.read_text()
        and any(
            isinstance(node, ast.Attribute) and node.attr == attribute
            for node in ast.walk(tree_of(path))
        )
    ]


def tests_naming(ending: str, folder: str) -> list[str]:
    """Return the test files that name an address with this ending."""
    paths = sorted((TESTS / folder).rglob("test_*.py"))
    return [_named(path) for path in paths if any(map(_ends(ending), _words_in(path)))]


def names(path: Path, word: str) -> bool:
    """Say whether this very word stands in a file."""
    return word in _words_in(path)


def names_within(path: Path, part: str) -> bool:
    """Say whether this is part of a word in a file."""
    return any(part in word for word in _words_in(path))


def _ends(ending: str) -> Callable[[str], bool]:
    return lambda word: word.endswith(ending)


@cache
def _words_in(path: Path) -> set[str]:
    return {value for value in _constants(tree_of(path)) if isinstance(value, str)}


def simulator_raises(code: int) -> bool:
    """Say whether the simulator's own code has an error, beside its title."""
    return code >= _SMALLEST_TELLING and code in _numbers_of_simulator()


_SMALLEST_TELLING = 100
"""Smaller numbers stand for all kinds of things."""


@cache
def _numbers_of_simulator() -> set[object]:
    paths = sorted((ROOMS / "simulator").rglob("*.py"))
    statements = [node for path in paths for node in tree_of(path).body]
    told = [
        one for one in statements if not isinstance(one, ast.Assign) or _target(one) != "TITLES"
    ]
    return {value for node in told for value in _constants(node)}


def _constants(tree: ast.AST) -> Iterator[object]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))


def literals_of(path: Path, name: str) -> set[str]:
    """Return the words in a `Literal` that annotates a name in a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name:
            words = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
            if "text" in words:
                return words
    return set()
