"""Work for licences that nobody waits for."""

from __future__ import annotations

from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings

from bode.background.jobs import QUEUE, RETRY, app
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import Client

from .actions import store_templates
from .models import PhoneNumber


@app.task(queue=QUEUE, retry=RETRY, name="licensing.sync_templates")
async def sync_templates(number_id: str) -> None:
    """Read the templates of a number's account from the platform, and keep ours equal."""
    number = await sync_to_async(_number)(UUID(number_id))
    async with Client(settings.GRAPH_URL) as client:
        shapes = await client.templates(number.account_id, number.access_token)

    def store() -> None:
        with every_tenant("a job serves all municipalities"):
            store_templates(number, shapes)

    await sync_to_async(store)()


def _number(number_id: UUID) -> PhoneNumber:
    with every_tenant("a job serves all municipalities"):
        return PhoneNumber.objects.get(id=number_id)
