"""Load on a webhook address: wrk, closed loop, one signed body again and again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bode.whatsapp import HEADER, sign

CONNECTIONS = 64
_SCRIPT = """
done = function(summary, latency, requests)
  io.write(string.format("RESULT %d %d %d %d %d\\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read
      + summary.errors.write + summary.errors.timeout))
end
"""

# Who is asked for the next request has it sent at the moment of its number in the row.
_PACING = """
local ffi = require("ffi")
ffi.cdef("typedef struct {long s; long us;} moment; int gettimeofday(moment *at, void *zone);")
local at, began, sent = ffi.new("moment"), nil, 0
delay = function()
  ffi.C.gettimeofday(at, nil)
  local now = tonumber(at.s) * 1000 + tonumber(at.us) / 1000
  began = began or now
  sent = sent + 1
  return math.max(0, math.floor(began + sent * 1000 / %d - now + 0.5))
end
"""


class NoLoad(Exception):
    """There is no load generator, or it met errors; the message says what."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """What one run saw."""

    answered: int
    per_second: float
    p50: float  # milliseconds
    p99: float  # milliseconds


def find_wrk() -> str:
    """The load generator; Debian's package is installed where that is allowed."""
    found = shutil.which("wrk")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=False)
        found = shutil.which("wrk")
    if found is None:
        raise NoLoad("The benchmark needs wrk, a load generator: apt-get install wrk")
    return found


def put_load(
    url: str, body: bytes, secret: str, seconds: int, *, per_second: int | None = None
) -> Load:
    """Post `body` over and over; raises `NoLoad` when any answer was not a success.

    So many times a second, however long each takes; else as often as there are answers.
    """
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "post.lua"
        script.write_text(_request(body, sign(body, secret)) + _pacing(per_second) + _SCRIPT)
        done = subprocess.run(
            [
                find_wrk(),
                "-t1",
                f"-c{CONNECTIONS}",
                f"-d{seconds}s",
                "--latency",
                "-s",
                str(script),
                url,
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
        )
    result = re.search(r"^RESULT (\d+) (\d+) (\d+) (\d+) (\d+)$", done.stdout, re.MULTILINE)
    if result is None:
        raise NoLoad(f"wrk said: {done.stdout}{done.stderr}")
    requests, microseconds, p50, p99, errors = map(int, result.groups())
    if errors:
        raise NoLoad(f"{errors} of {requests} webhooks were not taken by {url}")
    return Load(
        answered=requests,
        per_second=requests / microseconds * 1e6,
        p50=p50 / 1000,
        p99=p99 / 1000,
    )


def _request(body: bytes, signature: str) -> str:
    # A long bracket quotes everything, so the bytes that are signed are the bytes that are sent.
    return (
        'wrk.method = "POST"\n'
        f"wrk.body = [==[{body.decode()}]==]\n"
        'wrk.headers["Content-Type"] = "application/json"\n'
        f'wrk.headers["{HEADER}"] = "{signature}"\n'
    )


def _pacing(per_second: int | None) -> str:
    return _PACING % per_second if per_second else ""
