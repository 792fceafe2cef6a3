"""Files are kept once and found again, in a folder or in an S3-compatible store."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pytest_django.fixtures import Settings

from bode.basics import new_id
from bode.conversations import files
from bode.settings.attachments import load_bucket, storage_for
from bode.settings.environment import SettingWrong

BYTES = bytes(range(256)) * 4
HASH = sha256(BYTES).hexdigest()
MUNICIPALITY = new_id()


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """A store that speaks S3, in this process."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "proef", "aws_secret_access_key": "proef"}
    s3 = boto3.resource("s3", endpoint_url=address, region_name="eu-central-1", **keys)
    s3.create_bucket(
        Bucket="bijlagen", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    yield address
    server.stop()


def environ(store: str) -> dict[str, str]:
    return {
        "BODE_MEDIA_S3_BUCKET": "bijlagen",
        "BODE_MEDIA_S3_ENDPOINT": store,
        "BODE_MEDIA_S3_ACCESS_KEY": "proef",
        "BODE_MEDIA_S3_SECRET_KEY": "proef",
    }


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> str:
    """Each of the two places where files may be kept."""
    settings.MEDIA_ROOT = tmp_path
    bucket = None
    if request.param == "bucket":
        store = request.getfixturevalue("store")
        bucket = load_bucket(environ(store))
    settings.STORAGES = {**settings.STORAGES, "attachments": storage_for(bucket)}
    return str(request.param)


@pytest.mark.usefixtures("place")
def test_what_is_kept_is_found_again() -> None:
    key = files.keep(MUNICIPALITY, HASH, BytesIO(BYTES), b"small")

    with files.open_file(key) as file, files.open_thumbnail(key) as thumbnail:
        assert (file.read(), thumbnail.read()) == (BYTES, b"small")


@pytest.mark.usefixtures("place")
def test_a_part_can_be_read() -> None:
    key = files.keep(MUNICIPALITY, HASH, BytesIO(BYTES))

    with files.open_file(key) as file:
        file.seek(256)
        assert file.read(4) == BYTES[:4]


@pytest.mark.usefixtures("place")
def test_the_same_content_is_kept_once_for_each_municipality() -> None:
    other = new_id()

    keys = [files.keep(whose, HASH, BytesIO(BYTES)) for whose in (MUNICIPALITY, other, other)]

    assert keys == [f"{MUNICIPALITY}/{HASH}", f"{other}/{HASH}", f"{other}/{HASH}"]


@pytest.mark.usefixtures("place")
def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        files.open_file(f"{MUNICIPALITY}/{'0' * 64}")


def test_a_store_without_keys_is_named() -> None:
    with pytest.raises(SettingWrong, match="BODE_MEDIA_S3_SECRET_KEY"):
        load_bucket({**environ("https://s3.example"), "BODE_MEDIA_S3_SECRET_KEY": ""})


def test_a_store_is_reached_by_tls() -> None:
    with pytest.raises(SettingWrong, match="BODE_MEDIA_S3_ENDPOINT"):
        load_bucket(environ("http://s3.example"))
