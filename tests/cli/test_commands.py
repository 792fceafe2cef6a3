"""The command line as an operator meets it: as a program."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from tests.people import actor_of
from tests.policy.cases import CASES, Case
from tests.rulebook.drafts import NEW_RULE, TOMORROW, hold_from, without

from bode.organisations.models import Person

PRODUCTION = {
    "BODE_SECRET_KEY": "x" * 40,
    "BODE_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    "BODE_ALLOWED_HOSTS": "bode.example",
    "BODE_PORT": "8239",
}


def bode(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """`bode` with no other settings than these."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BODE_")}
    return subprocess.run(
        [sys.executable, "-m", "bode.cli", *arguments],
        env={**clean, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def explain(**asked: str) -> subprocess.CompletedProcess[str]:
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    return bode("policy", "explain", *options, "--json")


def test_help_explains_each_command() -> None:
    told = bode("--help")

    assert told.returncode == 0
    for command in (
        "web",
        "worker",
        "simulator",
        "demo",
        "migrate",
        "secrets",
        "policy",
        "intake",
        "audit",
        "people",
        "dossier",
        "broadcasts",
    ):
        assert f"\n    {command}" in told.stdout


def test_a_yes_of_the_rules_exits_0_and_names_rule_and_source() -> None:
    told = explain(route="bsp", date="2026-11-24", purpose="permits")

    answer = json.loads(told.stdout)
    assert told.returncode == 0
    assert answer["allowed"] is True
    assert answer["rule"]
    assert answer["source"]


def test_an_answer_names_the_version_of_the_rules_and_its_days() -> None:
    told = explain(route="isv", date="2018-03-01", purpose="permits")

    version = json.loads(told.stdout)["version"]
    assert told.returncode == 1
    assert version["code"] == "exclusion"
    assert (version["valid_from"], version["valid_to"]) == ("2017-01-01", "2019-12-06")
    assert "jaar" in version["reckoned"]


@pytest.mark.parametrize(
    ("case", "status"),
    [
        (Case("2016-12-31", "private_app", "permits", True, "before_rules", "Metronieuws"), 0),
        (Case("2019-12-07", "isv", "permits", False, "enforcement", "NU.nl"), 1),
        (Case("2021-01-15", "bsp", "tourism", True, "licence_through_bsp", "Tweakers"), 0),
        (Case("2022-03-01", "isv", "permits", False, "licence_through_bsp", "Tweakers"), 1),
    ],
    ids=str,
)
def test_the_command_agrees_with_the_table_of_cases(case: Case, status: int) -> None:
    assert case in CASES
    told = explain(route=case.route, date=case.day, purpose=case.purpose)

    answer = json.loads(told.stdout)
    assert (told.returncode, answer["allowed"]) == (status, case.allowed)
    assert answer["version"]["code"] == case.era
    assert case.source in answer["source"]


@pytest.mark.django_db(transaction=True)
def test_with_a_database_the_command_knows_what_vng_published(vera: Person) -> None:
    vng = actor_of(vera)
    hold_from(vng, without(vng, "tourism"), TOMORROW)
    address = connection.get_connection_params()
    url = f"postgresql:///{address['dbname']}?host={address['host']}&user={address['user']}"

    asked = ("--route", "bsp", "--purpose", "tourism", "--json", "--date", TOMORROW.isoformat())
    told = bode("policy", "explain", *asked, BODE_DATABASE_URL=url)

    assert told.returncode == 1
    assert json.loads(told.stdout)["rule"] == NEW_RULE.nl
    assert bode("policy", "explain", *asked).returncode == 0


def test_a_database_that_is_away_gives_no_answer_from_the_built_in_rules() -> None:
    asked = ("--route", "bsp", "--purpose", "permits", "--date", "2026-11-24")
    told = bode("policy", "explain", *asked, BODE_DATABASE_URL="postgresql://bode@127.0.0.1:1/bode")

    assert told.returncode == 2
    assert "BODE_DATABASE_URL" in told.stderr
    assert told.stdout == ""


@pytest.mark.parametrize(("route", "purpose"), [("isv", "permits"), ("bsp", "political_campaign")])
def test_a_no_of_the_rules_exits_1(route: str, purpose: str) -> None:
    told = explain(route=route, date="2026-11-24", purpose=purpose)

    assert told.returncode == 1
    assert json.loads(told.stdout)["allowed"] is False


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"route": "pigeon", "date": "2026-11-24", "purpose": "permits"}, "pigeon"),
        ({"route": "bsp", "date": "24-11-2026", "purpose": "permits"}, "24-11-2026"),
        ({"route": "bsp", "date": "20261124", "purpose": "permits"}, "20261124"),
        ({"route": "bsp", "date": "2026-W48-2", "purpose": "permits"}, "2026-W48-2"),
        ({"route": "bsp", "date": "2026-11-24", "purpose": "lottery"}, "lottery"),
        ({"route": "bsp", "date": "2026-11-24"}, "--purpose"),
    ],
)
def test_a_wrong_question_exits_2_and_names_what_is_wrong(
    wrong: dict[str, str], named: str
) -> None:
    told = explain(**wrong)

    assert told.returncode == 2
    assert named in told.stderr
    assert told.stdout == ""


def test_new_secrets_are_good_settings() -> None:
    made = dict(line.split("=", 1) for line in bode("secrets").stdout.splitlines())
    told = bode("web", **{**PRODUCTION, **made, "BODE_ALLOWED_HOSTS": ""})

    assert "BODE_ALLOWED_HOSTS" in told.stderr  # so the secrets, which are read first, were good


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("BODE_SECRET_KEY", ""),
        ("BODE_ENCRYPTION_KEYS", "too short"),
        ("BODE_ALLOWED_HOSTS", ""),
        ("BODE_PORT", "many"),
        ("BODE_DATABASE_URL", "mysql://elsewhere"),
        ("BODE_GRAPH_URL", "http://graph.facebook.com"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_stops_the_start_and_is_named(
    setting: str, value: str
) -> None:
    told = bode("web", **{**PRODUCTION, setting: value})

    assert told.returncode == 2
    assert setting in told.stderr
    assert len(told.stderr.splitlines()) == 1


@pytest.mark.parametrize("process", ["worker", "migrate"])
def test_no_process_starts_without_its_settings(process: str) -> None:
    told = bode(process)

    assert told.returncode == 2
    assert "BODE_SECRET_KEY" in told.stderr


def test_a_database_that_is_away_is_told_in_one_line() -> None:
    told = bode(
        "migrate",
        **PRODUCTION,
        BODE_DATABASE_URL="postgresql://bode@127.0.0.1:1/bode?connect_timeout=2",
    )

    assert told.returncode == 1
    assert "BODE_DATABASE_URL" in told.stderr
    assert "Traceback" not in told.stderr
