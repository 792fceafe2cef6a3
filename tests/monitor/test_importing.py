"""A file of statuses: every mistake named, looked at, taken over whole, and taken back."""

from __future__ import annotations

from datetime import date

import pytest
from tests.people import actor_of

from bode.monitor import importing
from bode.monitor.claims import Certainty
from bode.monitor.errors import AlreadyImported, FileRefused, ImportNotWaiting
from bode.monitor.importing import FileSource, list_changes, strange_providers
from bode.monitor.models import Status, StatusImport
from bode.monitor.queries import list_towns
from bode.monitor.statusfiles import MOST_BYTES, MOST_ROWS
from bode.monitor.towns import standing_of
from bode.monitor.uses import Use
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.organisations.tenancy import scope
from bode.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("municipalities")

HEAD = "code;route;first_day;until;provider;purposes\n"
GOOD = HEAD + "GM0344;bsp;2026-01-31;;Waterlijn;permits appointments\nGM0363;none;2025-01-01;;;\n"
SOURCE = FileSource(name="Onderzoek", url="", day=date(2026, 6, 1), certainty=Certainty.LIKELY)
DAY = date(2026, 6, 1)


@pytest.fixture
def vng(mona: Person) -> Actor:
    return actor_of(mona)


def prepare(actor: Actor, text: str = GOOD) -> StatusImport:
    return importing.prepare_import(actor, text.encode(), "gemeenten.csv", SOURCE)


def use_of(code: str) -> Use:
    [town] = list_towns(code)
    return standing_of(town, DAY).use


def problems(actor: Actor, text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(FileRefused) as refused:
        prepare(actor, text)
    return [(each.row, each.column, each.reason) for each in refused.value.problems]


def test_a_file_changes_nothing_until_it_is_taken_over(vng: Actor) -> None:
    batch = prepare(vng)

    changes = [(each.town.name, each.before, each.after) for each in list_changes(batch)]

    assert changes == [("Utrecht", Use.UNKNOWN, Use.BSP), ("Amsterdam", Use.UNKNOWN, Use.NONE)]
    assert use_of("GM0344") == Use.UNKNOWN


def test_taken_over_each_row_is_a_status_with_its_source(vng: Actor) -> None:
    importing.apply_import(vng, prepare(vng).id)

    status = Status.objects.get(municipality__code="GM0344")
    assert (status.use, status.provider, status.purposes) == (
        "bsp",
        "Waterlijn",
        ["permits", "appointments"],
    )
    assert (status.source_name, status.entered_by) == ("Onderzoek", "Mona")
    assert use_of("GM0344") == Use.BSP


def test_taken_back_it_is_as_before_and_can_be_taken_over_again(vng: Actor) -> None:
    batch = importing.apply_import(vng, prepare(vng).id)

    importing.undo_import(vng, batch.id)

    assert use_of("GM0344") == Use.UNKNOWN
    importing.apply_import(vng, prepare(vng).id)
    assert use_of("GM0344") == Use.BSP


def test_the_same_file_is_taken_over_once(vng: Actor) -> None:
    first, second = prepare(vng), prepare(vng)
    importing.apply_import(vng, first.id)

    with pytest.raises(AlreadyImported):
        prepare(vng)
    with pytest.raises(AlreadyImported):
        importing.apply_import(vng, second.id)
    assert Status.objects.count() == 2


def test_what_was_done_with_a_file_is_not_done_again(vng: Actor) -> None:
    batch = prepare(vng)
    with pytest.raises(ImportNotWaiting):
        importing.undo_import(vng, batch.id)
    importing.discard_import(vng, batch.id)
    with pytest.raises(ImportNotWaiting):
        importing.apply_import(vng, batch.id)
    assert importing.list_imports() == []


def test_a_stronger_source_stays_in_view_and_the_preview_says_so(vng: Actor) -> None:
    importing.apply_import(vng, prepare(vng).id)
    Status.objects.filter(municipality__code="GM0344").update(source_kind="survey")

    [change] = list_changes(prepare(vng, HEAD + "GM0344;isv;2026-02-01;;;\n"))

    assert (change.before, change.after, change.is_outweighed) == (Use.BSP, Use.BSP, True)


def test_every_mistake_is_named_by_row_and_column(vng: Actor) -> None:
    text = HEAD + (
        "GM9999;bsp;2026-01-01;;;\n"
        "GM0344;duif;2026-13-01;;;\n"
        "GM0363;unknown;gisteren;;;\n"
        "GM0355;bsp;2026-02-01;2026-01-01;;permits promotion\n"
        "GM0394;bsp;2026-07-01;;;\n"
        "GM0457;isv;2024-01-01;;;\n"
        "GM0518;bsp;2026-01-01\n"
        f"GM0599;bsp;2026-01-01;;{'x' * 121};\n"
    )

    found = problems(vng, text)

    assert [(row, column) for row, column, _ in found] == [
        (2, "code"),
        (3, "route"),
        (3, "first_day"),
        (4, "route"),
        (4, "first_day"),
        (5, "purposes"),
        (5, "until"),
        (6, "first_day"),
        (7, "code"),
        (8, ""),
        (9, "provider"),
    ]
    assert found[0][2] == "Er is geen gemeente met de code “GM9999”."
    assert found[8][2] == "Deze gemeente bestond toen niet."
    assert not StatusImport.objects.exists()


def test_one_source_cannot_say_two_things_of_the_same_day(vng: Actor) -> None:
    text = HEAD + "GM0344;bsp;2025-01-01;;;\nGM0344;isv;2024-01-01;2025-06-01;;\n"

    assert problems(vng, text) == [(2, "first_day", "Deze periode overlapt met die van rij 3.")]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", "code"),
        (HEAD, ""),
        ("code;route;first_day;kleur\nGM0344;bsp;2026-01-01;rood\n", "kleur"),
        ("code;route;first_day;code\nGM0344;bsp;2026-01-01;GM0344\n", "code"),
        ("code;route\nGM0344;bsp\n", "first_day"),
        (HEAD + "GM0344;none;2025-01-01;;;\n" * (MOST_ROWS + 1), ""),
        ("x" * (MOST_BYTES + 1), ""),
        (HEAD + "\0", ""),
    ],
)
def test_a_file_of_another_shape_is_refused(vng: Actor, text: str, column: str) -> None:
    assert problems(vng, text)[0][:2] == (1, column)


def test_a_file_in_another_alphabet_is_refused(vng: Actor) -> None:
    with pytest.raises(FileRefused):
        importing.prepare_import(vng, "gemeente;coördinaat".encode("cp1252"), "a.csv", SOURCE)


def test_the_monitors_own_download_can_be_changed_and_read_in(vng: Actor) -> None:
    head = (
        "code,uri,name,province,population,route,provider,purposes,first_day,until,source,"
        "source_name,source_url,source_day,certainty,invented\r\n"
    )
    row = "GM0344,https://…,Utrecht,Utrecht,361699,bsp,Waterlijn,,2026-01-01,,,,,,,false\r\n"

    importing.apply_import(vng, prepare(vng, "\ufeff" + head + row).id)

    assert use_of("GM0344") == Use.BSP


def test_a_row_of_a_download_that_says_nothing_is_known_is_passed_over(vng: Actor) -> None:
    rows = "GM0363;unknown;;;;\nGM0344;bsp;31-1-2026;;;\n"

    [change] = list_changes(prepare(vng, HEAD + rows))

    assert (change.town.name, change.row.first_day) == ("Utrecht", date(2026, 1, 31))
    assert problems(vng, HEAD + "GM0363;unknown;;;;\n")[0][0] == 1


def test_a_provider_that_nobody_told_of_is_named_with_the_one_that_it_resembles(vng: Actor) -> None:
    importing.apply_import(vng, prepare(vng).id)
    text = HEAD + "GM0355;bsp;2026-01-01;;Waterlijm;\nGM0363;bsp;2026-01-01;;Xyz;\n"

    strange = strange_providers(list_changes(prepare(vng, text)))

    assert strange == [("Waterlijm", "Waterlijn"), ("Xyz", "")]
    assert strange_providers(list_changes(prepare(vng, GOOD + "\n"))) == []


def test_whoever_is_not_vngs_monitor_reads_no_file_in(alice: Person, vng: Actor) -> None:
    batch, stranger = prepare(vng), actor_of(alice)
    for attempt in (importing.apply_import, importing.undo_import, importing.discard_import):
        with pytest.raises(NotAllowed):
            attempt(stranger, batch.id)
    with pytest.raises(NotAllowed):
        prepare(stranger)


def test_taking_over_and_back_stand_in_the_audit_trail(vng: Actor) -> None:
    batch = importing.apply_import(vng, prepare(vng).id)
    importing.undo_import(vng, batch.id)

    with scope(vng.organisation_id):
        deeds = list(AuditEntry.objects.order_by("position").values_list("what", flat=True))
    assert deeds == ["monitor_import.apply", "monitor_import.undo"]
