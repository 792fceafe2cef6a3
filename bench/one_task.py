"""The task that sends one message, for Celery: as most would build it first.

`BENCH_BROKER` and `BENCH_GRAPH` say where Redis and the platform are.
"""

from __future__ import annotations

import os

import urllib3
from celery import Celery

from .world import PHONE_NUMBER_ID, TOKEN

app = Celery("bench", broker=os.environ["BENCH_BROKER"])
app.conf.update(task_ignore_result=True, task_acks_late=True)

_pool = urllib3.PoolManager()
_address = f"{os.environ['BENCH_GRAPH']}/v23.0/{PHONE_NUMBER_ID}/messages"
_headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}


@app.task
def send(body: str) -> None:
    """Acknowledged once it is sent, so that none is lost; a crash just before sends it twice."""
    assert _pool.request("POST", _address, body=body, headers=_headers).status == 200
