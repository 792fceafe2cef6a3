"""What each command does. Imports are inside, so that `bode --help` answers at once."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bode.policy import Era, Explanation

Command = Callable[[Namespace], int]


def web(_: Namespace) -> int:
    from bode.processes.web import run

    run()
    return 0


def worker(_: Namespace) -> int:
    from bode.processes.worker import run

    run()
    return 0


def simulator(asked: Namespace) -> int:
    from bode.processes.simulator import run

    run(asked.pair_burst, asked.throughput)
    return 0


def drill(asked: Namespace) -> int:
    from bode.processes.drill import run

    run(asked.id)
    return 0


def demo(_: Namespace) -> int:
    from bode.processes.demo import run

    run()
    return 0


def migrate(_: Namespace) -> int:
    from bode.processes.migrating import run

    run()
    return 0


def secrets(_: Namespace) -> int:
    from bode.processes.secrets import make

    for name, value in make().items():
        print(f"{name}={value}")
    return 0


def explain_policy(asked: Namespace) -> int:
    """Needs neither settings nor a database: the rules are part of the program.

    With `BODE_DATABASE_URL` it reads the versions that VNG published too.
    """
    import psycopg

    from bode.policy import UnknownPurpose, UnknownRoute, explain

    try:
        explanation = explain(asked.route, _day(asked.date), asked.purpose, _versions())
    except psycopg.Error as error:
        return _wrong(f"the database of BODE_DATABASE_URL can't be read: {error}".splitlines()[0])
    except UnknownRoute:
        return _wrong(f"--route: there is no route '{asked.route}'.")
    except UnknownPurpose:
        return _wrong(f"--purpose: there is no purpose '{asked.purpose}'.")
    except ValueError:
        return _wrong(f"--date: '{asked.date}' is not a date as YYYY-MM-DD.")
    _print_explanation(explanation, as_json=asked.json)
    return 0 if explanation.allowed else 1


def _versions() -> tuple[Era, ...]:
    from bode.policy import ERAS
    from bode.rulebook.reading import read_versions

    address = os.environ.get("BODE_DATABASE_URL", "")
    return read_versions(address) if address else ERAS


def _print_explanation(explanation: Explanation, *, as_json: bool) -> None:
    version = explanation.version
    first = version.first_day.isoformat() if version.first_day else None
    last = version.last_day.isoformat() if version.last_day else None
    if as_json:
        answer = {
            "allowed": explanation.allowed,
            "rule": explanation.rule,
            "source": explanation.source,
            "version": {
                "code": version.code,
                "name": version.name_nl,
                "valid_from": first,
                "valid_to": last,
                "reckoned": version.reckoned_nl,
            },
        }
        print(json.dumps(answer, ensure_ascii=False))
        return
    print("Allowed." if explanation.allowed else "Not allowed.")
    print(f"Rule: {explanation.rule}")
    print(f"Source: {explanation.source}")
    print(f"Version: {version.code}, {first or 'from the beginning'} to {last or 'now'}")
    if version.reckoned_nl:
        print(f"Its first day: {version.reckoned_nl}")


def list_intake(_: Namespace) -> int:
    from bode.processes.starting import started_beside_demo

    with started_beside_demo("intake"):
        from bode.intake.queries import count_by_state, list_unprocessed

        for webhook in list_unprocessed():
            again = (
                webhook.next_attempt_at.isoformat(timespec="seconds")
                if (webhook.next_attempt_at)
                else "never"
            )
            print(
                f"{webhook.id}  {webhook.received_at:%Y-%m-%d %H:%M:%S}Z  {webhook.provider}  "
                f"{webhook.state}  attempts {webhook.attempts}  again {again}  {webhook.error}"
            )
        counts = [f"{each.count} {each.state}" for each in count_by_state()]
        print(f"In the log: {', '.join(counts) or 'everything is processed'}.")
    return 0


def replay_intake(asked: Namespace) -> int:
    from bode.processes.starting import started_beside_demo

    with started_beside_demo("intake"):
        from bode.intake.actions import replay, replay_failed

        if asked.failed:
            print(f"{replay_failed()} webhooks will be processed once more.")
            return 0
        if not replay(asked.id):
            print(f"bode: there is no webhook with number {asked.id}.", file=sys.stderr)
            return 1
        print(f"Webhook {asked.id} will be processed once more.")
    return 0


def verify_audit(_: Namespace) -> int:
    from bode.processes.starting import started_beside_demo

    with started_beside_demo("audit"):
        from bode.organisations.alphabet import by_name
        from bode.organisations.models import Organisation
        from bode.organisations.tenancy import scope
        from bode.privacy.audit import first_broken, head

        broken = 0
        for organisation in Organisation.objects.order_by(by_name()):
            with scope(organisation.id):
                length, digest = head(organisation.id)
                place = first_broken(organisation.id)
            broken += place is not None
            if length:
                state = "whole" if place is None else f"TAMPERED WITH at line {place}"
                print(f"{organisation.name}: {length} lines, {state}, {digest}")
        return 1 if broken else 0


def invite_first(asked: Namespace) -> int:
    from bode.processes.starting import started_beside_demo

    with started_beside_demo("people"):
        from django.conf import settings

        from bode.organisations.errors import InvitationRefused
        from bode.organisations.models import Organisation
        from bode.organisations.operating import invite_first as invite

        try:
            path = invite(asked.organisation, asked.email)
        except Organisation.DoesNotExist:
            return _refuse(f"there is no organisation with the code '{asked.organisation}'.")
        except InvitationRefused:
            return _refuse("someone manages the people there already; that person invites others.")
        print(f"For {asked.email} alone, once and within a week: {settings.ADDRESS}{path}")
        return 0


def close_account(asked: Namespace) -> int:
    from bode.processes.starting import started_beside_demo

    with started_beside_demo("people"):
        from bode.organisations.models import Person
        from bode.organisations.operating import close_account as close

        try:
            close(asked.email)
        except Person.DoesNotExist:
            return _refuse(f"there is no open account of '{asked.email}'.")
        print(f"The account of {asked.email} is closed.")
        return 0


def _refuse(sentence: str) -> int:
    print(f"bode people: {sentence}", file=sys.stderr)
    return 1


def _day(text: str) -> date:
    """Of the ways in which ISO 8601 writes a date, the one that everybody reads."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def _wrong(sentence: str) -> int:
    print(f"bode policy explain: {sentence}", file=sys.stderr)
    return 2
