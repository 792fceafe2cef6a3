"""Mail, which leaves when its transaction has committed."""

from __future__ import annotations

from uuid import UUID

from asgiref.sync import sync_to_async

from bode.background.jobs import QUEUE, RETRY, JobContext, app, defer_once, is_last_attempt

from . import inviting, mailing
from .tenancy import every_tenant


@app.task(queue=QUEUE, retry=RETRY, pass_context=True, name="organisations.send_mail")
async def send_mail(context: JobContext, mail_id: str) -> None:
    """Hand one mail to the server; tried again while that is away."""
    await sync_to_async(mailing.send)(UUID(mail_id), is_last_attempt=is_last_attempt(context))


@app.periodic(cron="37 3 * * *")
@app.task(queue=QUEUE, name="organisations.forget_mail", queueing_lock="forget_mail")
def forget_mail(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Keep mail and invitations no longer than the register of personal data says."""
    with every_tenant("mail and invitations of every organisation grow old"):
        mailing.forget_old()
        inviting.forget_old()


def send_soon(mail_id: UUID) -> None:
    """Have a mail sent, once this transaction commits."""
    defer_once(send_mail, f"mail-{mail_id}", mail_id=str(mail_id))
