"""Work for licences that nobody waits for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import transaction
from django.utils.timezone import localdate

from bode.background.jobs import QUEUE, RETRY, app, defer_once
from bode.background.one_by_one import do_one_by_one
from bode.basics import now
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import Gateway, NotOffered, Refused, Retry, TemplateShape, meaning

from . import accounts, election_names, error_notices, licence_bounds, licence_reviews
from . import template_submission as submission
from .hand_overs import remind
from .models import PhoneNumber, TemplateChange
from .platform_templates import store_templates
from .queries import list_due_applications
from .reaching import access_of, open_client
from .template_examples import forget_unused
from .template_states import ChangeStatus

_WHY = "a job serves all municipalities"

_WRONG_PARAMETER = 100
_NUMBER_UNKNOWN = 33  # comes as a subcode of 100, or as a code of its own


@app.task(queue=QUEUE, retry=RETRY, name="licensing.sync_templates")
async def sync_templates(number_id: str) -> None:
    """Read the templates of a number's account from the platform, and keep ours equal.

    What the platform refuses for good, a wrong key or id, stops the number at once: otherwise the
    first message to a citizen would find out.
    """
    number = await sync_to_async(_number)(UUID(number_id))
    access = await sync_to_async(access_of)(number)
    asked_at = now()
    try:
        async with open_client() as client:
            shapes = await client.templates(access)
    except Refused as refused:
        code = _stopping_code(refused)
        if code is None:
            raise
        await sync_to_async(_stop)(number, code, asked_at)
        return

    def store() -> None:
        with every_tenant(_WHY):
            store_templates(number, shapes, asked_at)

    await sync_to_async(store)()


@app.task(queue=QUEUE, retry=RETRY, name="licensing.read_number")
async def read_number(number_id: str) -> None:
    """Take over what the platform knows of a number: its name, quality and limits."""
    number = await sync_to_async(_number)(UUID(number_id))
    access = await sync_to_async(access_of)(number)
    if access.gateway is not Gateway.META:
        return  # the others tell nothing of it
    asked_at = now()
    try:
        async with open_client() as client:
            facts = await client.number(access)
    except Refused as refused:
        if meaning(refused.error.code, refused.http_status).retry is Retry.NO:
            return  # whether the number is of any use is for its templates and messages to find
        raise

    def store() -> None:
        with every_tenant(_WHY):
            accounts.take_over(number, facts, asked_at)

    await sync_to_async(store)()


@app.periodic(cron="43 3 * * *")
@app.task(queue=QUEUE, name="licensing.forget_candidates", queueing_lock="forget_candidates")
def forget_candidates(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Forget the candidates of elections that are over."""
    with every_tenant(_WHY):
        election_names.forget_candidates(localdate())


@app.periodic(cron="41 * * * *")
@app.task(queue=QUEUE, name="licensing.read_all_numbers", queueing_lock="read_all_numbers")
def read_all_numbers(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Hear of what no webhook tells: how citizens take a number, for one."""
    with every_tenant(_WHY):
        number_ids = list(PhoneNumber.objects.values_list("id", flat=True))
    for number_id in number_ids:
        read_number_soon(number_id)


def read_number_soon(number_id: UUID) -> None:
    """Have what the platform knows of a number taken over, once this transaction commits."""
    defer_once(read_number, f"read-number-{number_id}", number_id=str(number_id))


@app.periodic(cron="11 * * * *")
@app.task(queue=QUEUE, name="licensing.sync_all_templates", queueing_lock="sync_all_templates")
def sync_all_templates(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Hear of what was changed elsewhere, also when no webhook told."""
    with every_tenant(_WHY):
        accounts = {number.account_id: number.id for number in PhoneNumber.objects.all()}
    for number_id in accounts.values():
        sync_templates.defer(number_id=str(number_id))


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="licensing.lift_expired", queueing_lock="lift_expired")
def lift_expired(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Let go what was kept back until a restriction's time was over, or until a new month."""
    with every_tenant(_WHY):
        accounts.lift_expired()
        accounts.lift_unpaid()


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="licensing.end_what_expired", queueing_lock="end_what_expired")
def end_what_expired(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """End the licences whose last day is over."""
    with every_tenant(_WHY):
        licence_bounds.end_what_expired()


@app.periodic(cron="13 7 * * *")
@app.task(queue=QUEUE, name="licensing.remind_of_reviews", queueing_lock="remind_of_reviews")
def remind_of_reviews(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Remind of the reviews of licences that are due."""
    with every_tenant(_WHY):
        licence_reviews.remind_of_reviews()


@app.task(queue=QUEUE, retry=RETRY, name="licensing.carry_out")
async def carry_out(change_id: str) -> None:
    """Have the platform do what was asked for a template; tried again while it is away."""
    assignment = await sync_to_async(_assignment)(UUID(change_id))
    if assignment is None:
        return
    asked_at = now()
    try:
        async with open_client() as client:
            shape = await submission.carry_out(client, assignment)
    except Refused as refused:
        await sync_to_async(_settle_refused)(assignment, submission.final_code(refused))
    except NotOffered:  # its number moved to another gateway since
        await sync_to_async(_settle_refused)(assignment, None)
    else:
        await sync_to_async(_settle_done)(assignment, shape, asked_at)


@app.periodic(cron="*/10 * * * *")
@app.task(queue=QUEUE, name="licensing.resume_changes", queueing_lock="resume_changes")
def resume_changes(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Take up again what still waits after the platform was away for longer than a job tries."""
    with every_tenant(_WHY):
        waiting = list(TemplateChange.objects.filter(status=ChangeStatus.WAITING))
    for change in waiting:
        carry_out_soon(change.id)


@app.periodic(cron="23 3 * * *")
@app.task(queue=QUEUE, name="licensing.forget_examples", queueing_lock="forget_examples")
def forget_examples(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Let go of the example files that no template came to use."""
    with every_tenant(_WHY):
        forget_unused()


@app.periodic(cron="40 5 * * *")
@app.task(queue=QUEUE, name="licensing.remind_all", queueing_lock="remind_all")
def remind_all(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Remind whoever is next in an application that their last day is near, or past."""
    with every_tenant(_WHY):
        due = {application.id: application for application in list_due_applications()}
        do_one_by_one("remind_all", due, lambda each: remind(due[each], localdate()))


def carry_out_soon(change_id: UUID) -> None:
    """Have a change carried out, once this transaction commits."""
    defer_once(carry_out, f"template-change-{change_id}", change_id=str(change_id))


def _stopping_code(refused: Refused) -> int | None:
    """The error for which a number stops, if this is one: here the only parameter is an id."""
    code = refused.error.code
    if code == _WRONG_PARAMETER:
        return _NUMBER_UNKNOWN
    return code if meaning(code, refused.http_status).stops_number else None


def _stop(number: PhoneNumber, code: int, asked_at: datetime) -> None:
    with every_tenant(_WHY), transaction.atomic():
        error_notices.record_error(number, code, asked_at, was_template=True)


def _number(number_id: UUID) -> PhoneNumber:
    with every_tenant(_WHY):
        return PhoneNumber.objects.get(id=number_id)


def _assignment(change_id: UUID) -> submission.Assignment | None:
    with every_tenant(_WHY):
        return submission.find_assignment(change_id)


def _settle_done(
    assignment: submission.Assignment, shape: TemplateShape | None, asked_at: datetime
) -> None:
    with every_tenant(_WHY):
        submission.settle_done(assignment, shape, asked_at)


def _settle_refused(assignment: submission.Assignment, code: int | None) -> None:
    with every_tenant(_WHY):
        submission.settle_refused(assignment, code)
