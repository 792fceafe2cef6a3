"""The commands, what they take and what their help says."""

from __future__ import annotations

import argparse
from pathlib import Path
from uuid import UUID

from . import broadcasts, commands, dossiers

_SETTINGS = "Settings come from the environment: see docs/settings.md."


def parser() -> argparse.ArgumentParser:
    """The whole command line; each command's function stands in `run`."""
    bode = argparse.ArgumentParser(
        prog="bode",
        description="WhatsApp for Business, for Dutch municipalities.",
        epilog=_SETTINGS,
    )
    several = bode.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_processes(several)
    _add_simulator(several)
    _add_drill(several)
    _add_policy(several)
    _add_intake(several)
    _add_audit(several)
    _add_people(several)
    _add_dossier(several)
    _add_broadcasts(several)
    return bode


_Several = argparse._SubParsersAction  # argparse has no public name for it


def _add_processes(several: _Several[argparse.ArgumentParser]) -> None:
    for name, run, sentence in (
        ("web", commands.web, "serve pages, API and webhooks until stopped"),
        ("worker", commands.worker, "process webhooks, send messages and run jobs until stopped"),
        ("demo", commands.demo, "run all of Bode with an invented world, for this machine alone"),
        ("migrate", commands.migrate, "bring the database up to date; safe to repeat"),
        ("secrets", commands.secrets, "print new values for the settings that hold secrets"),
    ):
        _add(several, name, run, sentence)


def _add_simulator(several: _Several[argparse.ArgumentParser]) -> None:
    simulator = _add(
        several,
        "simulator",
        commands.simulator,
        "run the stand-in for the WhatsApp platform",
        epilog=f"{_SETTINGS} How it behaves, and its addresses: docs/simulator.md.",
    )
    simulator.add_argument(
        "--pair-burst",
        type=_count,
        metavar="N",
        help="messages that one citizen may get at once (the platform's 45); then one in 6 "
        "seconds, or error 131056",
    )
    simulator.add_argument(
        "--throughput",
        choices=("STANDARD", "HIGH"),
        default="STANDARD",
        help="what its numbers may send in a second: 80, or 1,000 as after a raise; above it comes "
        "error 130429 (%(default)s)",
    )


def _add_drill(several: _Several[argparse.ArgumentParser]) -> None:
    drill = _add(
        several,
        "drill",
        commands.drill,
        "work for one drill until it ends; a worker starts this by itself",
    )
    drill.add_argument("id", type=UUID, help="of the drill")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _add_policy(several: _Several[argparse.ArgumentParser]) -> None:
    policy = several.add_parser("policy", help="ask what the rules allow")
    questions = policy.add_subparsers(title="questions", metavar="QUESTION", required=True)
    explain = _add(
        questions,
        "explain",
        commands.explain_policy,
        "say whether a purpose is allowed by a route on a date, and which rule says so",
        epilog="Exit status: 0 allowed, 1 not allowed, 2 called wrongly.",
    )
    explain.add_argument("--route", required=True, help="bsp, isv, business_app or private_app")
    explain.add_argument("--date", required=True, help="YYYY-MM-DD")
    explain.add_argument("--purpose", required=True, help="a code, such as permits")
    explain.add_argument("--json", action="store_true", help="print JSON instead of sentences")


def _add_audit(several: _Several[argparse.ArgumentParser]) -> None:
    audit = several.add_parser("audit", help="look after the audit trails")
    deeds = audit.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add(
        deeds,
        "verify",
        commands.verify_audit,
        "check that no line of any organisation's trail was changed or removed",
        epilog="Exit status: 0 all whole, 1 one was tampered with. Each line ends with the trail's "
        "digest: keep it elsewhere, to be able to see later that nothing was cut off.",
    )


def _add_people(several: _Several[argparse.ArgumentParser]) -> None:
    people = several.add_parser("people", help="let the first person in, and close accounts")
    deeds = people.add_subparsers(title="commands", metavar="COMMAND", required=True)
    invite = _add(
        deeds,
        "invite",
        commands.invite_first,
        "invite who will manage the people of an organisation, and print the personal link",
        epilog="Only while nobody manages them; after that they invite each other in the browser.",
    )
    invite.add_argument("email", help="of the person to invite")
    invite.add_argument(
        "--organisation", default="vng", metavar="CODE", help="such as GM0363 (%(default)s)"
    )
    close = _add(deeds, "close", commands.close_account, "let someone sign in no more")
    close.add_argument("email", help="of the account to close")


def _add_intake(several: _Several[argparse.ArgumentParser]) -> None:
    intake = several.add_parser("intake", help="look at the log of webhooks")
    deeds = intake.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add(deeds, "list", commands.list_intake, "list the webhooks that failed or are not understood")
    replay = _add(
        deeds,
        "replay",
        commands.replay_intake,
        "process webhooks once more; what was recorded already does not change",
    )
    which = replay.add_mutually_exclusive_group(required=True)
    which.add_argument("--id", type=int, help="the number of one webhook, whatever its state")
    which.add_argument(
        "--failed", action="store_true", help="all that failed or are not understood"
    )


def _add_dossier(several: _Several[argparse.ArgumentParser]) -> None:
    dossier = several.add_parser("dossier", help="hand over everything about an application")
    deeds = dossier.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = _add(
        deeds, "check", dossiers.check, "say whether a file is a dossier that nobody changed"
    )
    export = _add(deeds, "export", dossiers.export, "write the dossier of an application")
    export.add_argument("application", type=dossiers.application_id, help="its id")
    export.add_argument("--pdf", action="store_true", help="for people, instead of JSON")
    export.add_argument("--output", type=Path, metavar="FILE", help="instead of standard output")
    read_in = _add(
        deeds,
        "import",
        dossiers.read_in,
        "keep a dossier that another Bode made, to read; one that was changed is refused",
    )
    for command in (check, read_in):
        command.add_argument("file", type=Path, help="the JSON file")
    read_in.add_argument(
        "--for", dest="organisation", required=True, metavar="CODE", help="as in GM9902"
    )


def _add_broadcasts(several: _Several[argparse.ArgumentParser]) -> None:
    following = several.add_parser("broadcasts", help="follow broadcasts")
    deeds = following.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add(deeds, "list", broadcasts.list_latest, "list the latest broadcasts of all municipalities")
    watch = _add(
        deeds,
        "watch",
        broadcasts.watch,
        "tell how far a broadcast is, whenever that changes, until all have it",
    )
    watch.add_argument("id", type=broadcasts.broadcast_id, help="as `list` shows it")


def _add(
    several: _Several[argparse.ArgumentParser],
    name: str,
    run: commands.Command,
    sentence: str,
    *,
    epilog: str = _SETTINGS,
) -> argparse.ArgumentParser:
    description = f"{sentence[0].upper()}{sentence[1:]}."
    added = several.add_parser(name, help=sentence, description=description, epilog=epilog)
    added.set_defaults(run=run)
    return added
