"""Where attachments are kept: in the data folder, or in an S3-compatible store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .wrong import SettingWrong


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """A place in an S3-compatible store."""

    name: str
    endpoint: str
    region: str
    access_key: str
    secret_key: str


def load_bucket(environ: Mapping[str, str]) -> Bucket | None:
    """The store for attachments; None: the data folder. Raises `SettingWrong`."""
    name = environ.get("BODE_MEDIA_S3_BUCKET", "")
    if not name:
        return None
    endpoint = environ.get("BODE_MEDIA_S3_ENDPOINT", "")
    if not endpoint.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise SettingWrong("BODE_MEDIA_S3_ENDPOINT must begin with https://.")
    return Bucket(
        name=name,
        endpoint=endpoint,
        region=environ.get("BODE_MEDIA_S3_REGION", "eu-central-1"),
        access_key=_required(environ, "BODE_MEDIA_S3_ACCESS_KEY"),
        secret_key=_required(environ, "BODE_MEDIA_S3_SECRET_KEY"),
    )


def storage_for(bucket: Bucket | None) -> dict[str, Any]:
    """The entry of Django's STORAGES."""
    if bucket is None:
        return {"BACKEND": "bode.conversations.folder.Folder"}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket.name,
            "endpoint_url": bucket.endpoint,
            "region_name": bucket.region,
            "access_key": bucket.access_key,
            "secret_key": bucket.secret_key,
            "addressing_style": "path",  # what stores of other makers know too
            "signature_version": "s3v4",
            "default_acl": None,  # as private as the bucket is
            "file_overwrite": True,  # a name tells the content: it is the same
        },
    }


def _required(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise SettingWrong(f"{name} is missing; BODE_MEDIA_S3_BUCKET needs it.")
    return value
