"""A second independent client, Meta's own Node SDK, sends through the simulator over TLS."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.simulator.running import NUMBER, TOKEN, World, configure, serve

from bode.simulator import create_app
from bode.simulator.samples import sample

CITIZEN = 31612345678
HERE = Path(__file__).parent
SDK = HERE.parents[1] / "node_modules" / "whatsapp"

pytestmark = pytest.mark.skipif(
    not SDK.exists() or shutil.which("node") is None, reason="needs node, and what npm ci brings"
)


def certify(folder: Path) -> tuple[Path, Path]:
    """Make a key and a certificate of this machine; return their files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "simulator")])
    address = x509.IPAddress(IPv4Address("127.0.0.1"))
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = folder / "key.pem", folder / "certificate.pem"
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return key_file, certificate_file


def send(address: str, certificate: Path, *sends: tuple[str, Any, int]) -> list[dict[str, Any]]:
    """Have the SDK send; return the answers."""
    environment = {
        "PATH": os.environ["PATH"],
        "NODE_ENV": "production",  # else it looks for dotenv, which it did not ask for
        "NODE_EXTRA_CA_CERTS": str(certificate),
        "WA_BASE_URL": "127.0.0.1",
        "M4D_APP_ID": "900000000000001",
        "M4D_APP_SECRET": "simulator-app-secret",
        "WA_PHONE_NUMBER_ID": NUMBER,
        "CLOUD_API_VERSION": "v23.0",
        "CLOUD_API_ACCESS_TOKEN": TOKEN,
        "WEBHOOK_ENDPOINT": "hook",
        "WEBHOOK_VERIFICATION_TOKEN": "woord",
    }
    asked = json.dumps({"port": httpx.URL(address).port, "sends": sends})
    command = ["node", str(HERE / "node_client.cjs"), asked]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def test_metas_node_sdk_sends_text_media_and_a_template(tmp_path: Path, world: World) -> None:
    key, certificate = certify(tmp_path)
    app = create_app(configure("http://127.0.0.1:9"))
    with serve(app, certificate=(key, certificate)) as address:
        over_tls = World(address, world.receiver, trust=certificate)
        over_tls.write()
        picture = over_tls.graph.post(
            f"/{NUMBER}/media",
            data={"messaging_product": "whatsapp"},
            files={"file": ("straat.png", sample("image/png"), "image/png")},
        ).json()["id"]
        words = [
            {"type": "text", "parameter_name": "zaaknummer", "text": "1"},
            {"type": "text", "parameter_name": "status", "text": "klaar"},
        ]
        template = {
            "name": "vergunning_status",
            "language": {"policy": "deterministic", "code": "nl"},
            "components": [{"type": "body", "parameters": words}],
        }
        answers = send(
            address,
            certificate,
            ("text", {"body": "Goedemiddag"}, CITIZEN),
            ("image", {"id": picture, "caption": "Uw straat"}, CITIZEN),
            ("template", template, CITIZEN),
        )
        sent = [answer["messages"][0]["id"] for answer in answers]
        assert [one["id"] for one in over_tls.shown()[1:]] == sent
        refused = send(address, certificate, ("text", {"body": ""}, CITIZEN))[0]
        assert refused["error"]["code"] == 100
