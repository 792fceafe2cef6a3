"""Templates whose header shows a file or a place: kept, submitted, and reviewed."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace
from PIL import Image
from tests.licensing.test_template_editing import (
    DUTCH,
    ENGLISH,
    carry_out,
    on_the_platform,
    platform,
    save,
    submit,
    templates,
    until_reviewed,
)
from tests.people import actor_of

from bode.basics import now
from bode.licensing import jobs
from bode.licensing.errors import FileRefused, TemplateRefused
from bode.licensing.models import PhoneNumber, ProviderConnection, TemplateExample
from bode.licensing.template_examples import keep_example
from bode.licensing.template_queries import read_draft
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope
from bode.whatsapp import Gateway, TemplateDraft

__all__ = ["platform"]

pytestmark = pytest.mark.usefixtures("no_jobs")


def picture(colour: str = "navy") -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (640, 320), colour).save(drawn, "PNG")
    return drawn.getvalue()


def keep(person: Person, data: bytes | None = None, header_format: str = "IMAGE") -> str:
    actor = actor_of(person)
    with scope(actor.organisation_id):
        example = keep_example(actor, actor.organisation_id, header_format, data or picture())
    return str(example.id)


def with_picture(text: TemplateDraft, example: str) -> TemplateDraft:
    return replace(text, header_format="IMAGE", header="", header_example=example)


@pytest.mark.django_db
class TestAnExample:
    def test_is_kept_once(self, number: PhoneNumber, alice: Person) -> None:
        assert keep(alice) == keep(alice)

    @pytest.mark.parametrize(
        ("header_format", "data", "reason"),
        [
            ("IMAGE", b"%PDF-1.7", "wrong_type"),
            ("IMAGE", b"\x89PNG\r\n\x1a\nbut no more", "unreadable"),
            ("IMAGE", b"\xff\xd8\xff" + bytes(5 * 1024 * 1024), "too_large"),
            ("VIDEO", picture(), "wrong_type"),
            ("DOCUMENT", b"MZ program", "wrong_type"),
        ],
    )
    def test_must_be_of_the_kind_that_the_header_shows(
        self, number: PhoneNumber, alice: Person, header_format: str, data: bytes, reason: str
    ) -> None:
        with pytest.raises(FileRefused) as refused:
            keep(alice, data, header_format)

        assert refused.value.reason == reason

    def test_that_is_anothers_is_none(self, number: PhoneNumber, alice: Person) -> None:
        with pytest.raises(TemplateRefused) as refused:
            submit(actor_of(alice), with_picture(DUTCH, str(number.id)))

        assert [each.field for each in refused.value.findings["nl"]] == ["header"]

    def test_that_no_template_uses_is_forgotten_after_a_day(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        used = keep(alice)
        keep(alice, picture("orange"))
        save(actor_of(alice), with_picture(DUTCH, used))
        with every_tenant("a test's world"):
            TemplateExample.objects.update(kept_at=now() - timedelta(days=2))
        jobs.forget_examples.func(timestamp=0)

        with every_tenant("a test looks at everything"):
            assert [str(each.id) for each in TemplateExample.objects.all()] == [used]

    def test_that_is_chosen_again_is_kept_for_another_day(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        known = keep(alice)
        with every_tenant("a test's world"):
            TemplateExample.objects.update(kept_at=now() - timedelta(days=2))
        keep(alice)
        jobs.forget_examples.func(timestamp=0)

        with every_tenant("a test looks at everything"):
            assert str(TemplateExample.objects.get().id) == known

    def test_that_is_forgotten_is_not_read_for_that(
        self, number: PhoneNumber, alice: Person
    ) -> None:
        keep(alice)
        with every_tenant("a test's world"):
            TemplateExample.objects.update(kept_at=now() - timedelta(days=2))
        with CaptureQueriesContext(connection) as asked:
            jobs.forget_examples.func(timestamp=0)

        assert not any('"data"' in query["sql"] for query in asked)
        with every_tenant("a test looks at everything"):
            assert not TemplateExample.objects.exists()

    def test_can_not_be_submitted_along_360dialog(self, number: PhoneNumber, alice: Person) -> None:
        with every_tenant("a test's world"):
            ProviderConnection.objects.create(
                provider_id=number.provider_id,
                gateway=Gateway.DIALOG360,
                app_secret="secret",
                verify_token="word",
            )
        with pytest.raises(TemplateRefused):
            submit(actor_of(alice), with_picture(DUTCH, keep(alice)))


@pytest.mark.django_db
def test_a_draft_with_a_picture_comes_back_as_it_was_written(
    number: PhoneNumber, alice: Person
) -> None:
    text = with_picture(DUTCH, keep(alice))
    [draft] = save(actor_of(alice), text)

    assert read_draft(draft) == text


def test_one_picture_is_reviewed_in_both_languages(platform: str, alice: Person) -> None:
    example = keep(alice)
    texts = [with_picture(text, example) for text in (DUTCH, ENGLISH)]
    for change in submit(actor_of(alice), *texts):
        carry_out(change)
    until_reviewed(platform)

    assert [shape.status for shape in on_the_platform(platform)] == ["APPROVED", "APPROVED"]
    with every_tenant("a test looks at everything"):
        read = [read_draft(each) for each in templates()]
    assert [each and each.header_example for each in read] == [example, example]


def test_a_place_needs_no_example(platform: str, alice: Person) -> None:
    [change] = submit(actor_of(alice), replace(DUTCH, header_format="LOCATION", header=""))
    carry_out(change)
    until_reviewed(platform)

    [shape] = on_the_platform(platform)
    assert shape.status == "APPROVED"


def test_another_picture_is_an_edit(platform: str, alice: Person) -> None:
    [change] = submit(actor_of(alice), with_picture(DUTCH, keep(alice)))
    carry_out(change)
    until_reviewed(platform)
    with every_tenant("a test's world"):
        [template] = templates()
        template.status = "APPROVED"
        template.save(update_fields=["status"])
    [edit] = submit(actor_of(alice), with_picture(DUTCH, keep(alice, picture("orange"))))
    before = on_the_platform(platform)[0].components
    carry_out(edit)

    assert on_the_platform(platform)[0].components != before
