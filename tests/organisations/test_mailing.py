"""Notices by e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPException

import pytest
from pytest_django.fixtures import Settings
from tests.organisations.post_office import PostOffice, open_post_office
from tests.people import join

from bode.basics import now
from bode.organisations import mailing
from bode.organisations.errors import MailForgotten
from bode.organisations.models import Mail, Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.settings.mail import MailServer, load_mail_server
from bode.settings.wrong import SettingWrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Settings) -> Iterator[PostOffice]:
    """The mail server that Bode was told of."""
    with open_post_office() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.server_address[1]
        settings.DEFAULT_FROM_EMAIL = "bode@gemeente.example"
        settings.SENDS_MAIL = True
        yield office


def write(organisation: Organisation, *, is_secret: bool = False) -> Mail:
    return mailing.write(
        organisation.id,
        address="nieuw@gemeente.example",
        subject="Een uitnodiging",
        text="U bent uitgenodigd.",
        path="/invitations/abc/",
        is_secret=is_secret,
    )


def the_mail() -> Mail:
    with every_tenant("a test looks at everything"):
        return Mail.objects.get()


class TestANotice:
    @pytest.fixture(autouse=True)
    def notice(self, alice: Person, bob: Person, charlie: Person, dora: Person) -> None:
        municipality_id = alice.memberships.values_list("organisation_id", flat=True)[0]
        with scope(dora.memberships.values_list("organisation_id", flat=True)[0]):
            mailing.notify(
                municipality_id,
                roles=("administrator", "agent"),
                subject="Aanvraag teruggestuurd",
                text="De BSP vraagt u iets aan te passen.",
                path="/licence/",
            )

    def test_goes_once_to_each_who_has_one_of_the_roles_there(
        self, municipality: Organisation
    ) -> None:
        with scope(municipality.id):
            assert [mail.address for mail in mailing.list_mail()] == ["alice@proefstad.example"]

    def test_says_whose_turn_it_is_and_where(self) -> None:
        text = the_mail().text

        assert text.startswith("Beste Alice,\n\nDe BSP vraagt u iets aan te passen.")
        assert "http://127.0.0.1:8000/licence/" in text

    def test_is_not_read_by_who_wrote_it(self, provider: Organisation) -> None:
        with scope(provider.id):
            assert mailing.list_mail() == []


def test_who_may_no_longer_sign_in_gets_none(municipality: Organisation) -> None:
    gone = join(municipality, "Erik", "administrator")
    Person.objects.filter(id=gone.id).update(is_active=False)

    sent = mailing.notify(
        municipality.id, roles=("administrator",), subject="s", text="t", path="/"
    )

    assert sent == 0


class TestSending:
    def test_hands_the_mail_to_the_server(
        self, municipality: Organisation, office: PostOffice
    ) -> None:
        mail = write(municipality)

        mailing.send(mail.id, is_last_attempt=False)

        (letter,) = office.letters
        assert letter["To"] == "nieuw@gemeente.example"
        assert letter["Message-ID"] == f"<{mail.id}@gemeente.example>"
        assert "U bent uitgenodigd." in letter.get_content()
        assert the_mail().sent_at is not None

    def test_twice_hands_it_over_once(self, municipality: Organisation, office: PostOffice) -> None:
        mail = write(municipality)

        mailing.send(mail.id, is_last_attempt=False)
        mailing.send(mail.id, is_last_attempt=False)

        assert len(office.letters) == 1

    def test_lets_go_of_a_text_that_was_for_its_reader_alone(
        self, municipality: Organisation, office: PostOffice
    ) -> None:
        mailing.send(write(municipality, is_secret=True).id, is_last_attempt=False)

        assert the_mail().text == ""

    def test_is_tried_again_when_the_server_says_later(
        self, municipality: Organisation, office: PostOffice
    ) -> None:
        office.answer = "451 later"
        mail = write(municipality)

        with pytest.raises(SMTPException):
            mailing.send(mail.id, is_last_attempt=False)

        assert the_mail().failed_at is None

    @pytest.mark.parametrize(
        ("answer", "is_last"), [("451 later", True), ("550 no such box", False)]
    )
    def test_that_will_not_succeed_is_told_and_can_be_asked_for_again(
        self, municipality: Organisation, office: PostOffice, answer: str, is_last: bool
    ) -> None:
        office.answer = answer
        mail = write(municipality)
        mailing.send(mail.id, is_last_attempt=is_last)
        assert the_mail().trouble == f"SMTPRecipientsRefused {answer[:3]}"

        office.answer = "250 ok"
        with scope(municipality.id):
            mailing.send_again(mail.id)
        mailing.send(mail.id, is_last_attempt=False)

        assert the_mail().failed_at is None
        assert len(office.letters) == 1

    def test_does_not_go_again_without_its_text(
        self, municipality: Organisation, office: PostOffice
    ) -> None:
        office.answer = "550 no such box"
        mail = write(municipality, is_secret=True)
        mailing.send(mail.id, is_last_attempt=True)
        with every_tenant("a test lets time pass"):
            Mail.objects.update(created_at=now() - timedelta(days=8))
            mailing.forget_old()

        with scope(municipality.id), pytest.raises(MailForgotten):
            mailing.send_again(mail.id)

    def test_of_anothers_mail_cannot_be_asked_for(
        self, municipality: Organisation, other_municipality: Organisation
    ) -> None:
        mail = write(municipality)

        with scope(other_municipality.id), pytest.raises(Mail.DoesNotExist):
            mailing.send_again(mail.id)


def test_a_link_that_never_reached_its_reader_is_let_go_of(municipality: Organisation) -> None:
    write(municipality, is_secret=True)
    with every_tenant("a test lets time pass"):
        Mail.objects.update(created_at=now() - timedelta(days=8))
        mailing.forget_old()

    assert the_mail().text == ""


def test_old_mail_is_forgotten(municipality: Organisation) -> None:
    write(municipality)
    with every_tenant("a test lets time pass"):
        Mail.objects.update(created_at="2020-01-01T00:00:00Z")
        mailing.forget_old()

        assert not Mail.objects.exists()


class TestTheServersAddress:
    def load(self, **given: str) -> MailServer | None:
        return load_mail_server({f"BODE_{name}": value for name, value in given.items()})

    def test_is_none_when_it_was_not_given(self) -> None:
        assert self.load() is None

    def test_means_starttls_or_tls_from_the_start(self) -> None:
        later = self.load(SMTP_URL="smtp://bode:w%40rd@mail.example", MAIL_FROM="bode@x.example")
        at_once = self.load(SMTP_URL="smtps://mail.example", MAIL_FROM="bode@x.example")

        assert later is not None
        assert at_once is not None
        assert (later.port, later.user, later.password, later.starttls) == (
            587,
            "bode",
            "w@rd",
            True,
        )
        assert (at_once.port, at_once.implicit_tls, at_once.starttls) == (465, True, False)

    @pytest.mark.parametrize(
        "url", ["mail.example", "http://mail.example", "smtp://:25", "smtp://x:y"]
    )
    def test_that_is_none_stops_the_start(self, url: str) -> None:
        with pytest.raises(SettingWrong, match="BODE_SMTP_URL"):
            self.load(SMTP_URL=url, MAIL_FROM="bode@x.example")

    def test_needs_a_sender(self) -> None:
        with pytest.raises(SettingWrong, match="BODE_MAIL_FROM"):
            self.load(SMTP_URL="smtp://mail.example")
