"""Notices by e-mail, to the people of an organisation or to one address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import formats, translation

from bode.basics import is_drill_id, now

from .errors import MailForgotten
from .models import Mail, Person
from .tenancy import every_tenant

KEPT_DAYS = 90
SECRET_DAYS = 7
"""An invitation is good for so long; what did not reach its reader by then is written anew."""
_FOREIGN = "a notice may be for the people of another organisation than the one that acts"
_REFUSED_FOR_GOOD = range(500, 600)


def say_day(day: date) -> str:
    """A day as a letter says it: mail is in Dutch, whatever the language of who causes it."""
    with translation.override("nl"):
        return formats.date_format(day, "j F Y")


def notify(
    organisation_id: UUID,
    *,
    roles: Sequence[str],
    subject: str,
    text: str,
    path: str,
    besides: UUID | None = None,
) -> int:
    """Write to everyone who has one of these roles there, besides one person who knows; returns how
    many they are.

    Part of the caller's transaction. `path` is a page of Bode, to which the mail links. In a drill
    nobody gets mail.
    """
    if is_drill_id(organisation_id):
        return 0
    people = Person.objects.filter(
        is_active=True,
        memberships__organisation_id=organisation_id,
        memberships__role__in=roles,
    ).distinct()
    if besides is not None:
        people = people.exclude(id=besides)
    for person in people:
        letter = f"Beste {person.name},\n\n{text}"
        write(organisation_id, address=person.email, subject=subject, text=letter, path=path)
    return len(people)


@transaction.atomic
def write(
    organisation_id: UUID,
    *,
    address: str,
    subject: str,
    text: str,
    path: str,
    is_secret: bool = False,
) -> Mail:
    """Write to one address, in the name of an organisation.

    A secret mail holds a link for its reader alone: nobody else reads it in Bode.
    """
    from .jobs import send_soon

    with every_tenant(_FOREIGN):
        mail = Mail.objects.create(
            organisation_id=organisation_id,
            address=address,
            subject=subject,
            text=f"{text}\n\n{settings.ADDRESS}{path}\n",
            is_secret=is_secret,
        )
    if settings.SENDS_MAIL:
        send_soon(mail.id)
    return mail


def list_mail() -> list[Mail]:
    """What was mailed in scope, the newest first."""
    return list(Mail.objects.select_related("organisation")[:200])


def send(mail_id: UUID, *, is_last_attempt: bool) -> None:
    """Hand a mail to the server, unless it has gone already.

    Raises `SMTPException` or `OSError` where another attempt may help, and none comes after the
    last one. A crash between the server's yes and ours sends it twice, under one Message-ID.
    """
    with every_tenant("a job serves everyone"), transaction.atomic():
        mail = Mail.objects.select_for_update().filter(id=mail_id, sent_at=None).first()
        if mail is None:
            return
        try:
            _hand_over(mail)
        except (SMTPException, OSError) as failure:
            if not (is_last_attempt or _is_final(failure)):
                raise
            mail.failed_at, mail.trouble = now(), _told(failure)
        else:
            mail.sent_at, mail.failed_at, mail.trouble = now(), None, ""
            if mail.is_secret:
                mail.text = ""
        mail.save()


def send_again(mail_id: UUID) -> None:
    """Try once more what failed.

    Raises `Mail.DoesNotExist` for what did not, or is another's, and `MailForgotten`.
    """
    from .jobs import send_soon

    mail = Mail.objects.get(id=mail_id, failed_at__isnull=False)
    if not mail.text:
        raise MailForgotten
    Mail.objects.filter(id=mail.id).update(failed_at=None, trouble="")
    send_soon(mail.id)


def forget_old() -> None:
    """Let go of what was written long ago, and sooner of links for one reader alone."""
    over = now() - timedelta(days=SECRET_DAYS)
    Mail.objects.filter(is_secret=True, created_at__lt=over).update(text="")
    Mail.objects.filter(created_at__lt=now() - timedelta(days=KEPT_DAYS)).delete()


def _hand_over(mail: Mail) -> None:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    EmailMessage(
        subject=mail.subject,
        body=mail.text,
        to=[mail.address],
        headers={"Message-ID": f"<{mail.id}@{domain}>", "Auto-Submitted": "auto-generated"},
    ).send()


def _is_final(failure: Exception) -> bool:
    """Whether the server will go on saying no to this mail."""
    if isinstance(failure, SMTPRecipientsRefused):
        return all(code in _REFUSED_FOR_GOOD for code, _ in failure.recipients.values())
    return isinstance(failure, SMTPResponseException) and failure.smtp_code in _REFUSED_FOR_GOOD


def _told(failure: Exception) -> str:
    """Its kind and code: the server's own words may hold an address."""
    if isinstance(failure, SMTPRecipientsRefused):
        return f"{type(failure).__name__} {next(iter(failure.recipients.values()))[0]}"
    return f"{type(failure).__name__} {getattr(failure, 'smtp_code', '')}".strip()
