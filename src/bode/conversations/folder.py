"""A folder for attachments in which a file under its own name is always whole."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class Folder(FileSystemStorage):
    """Django's own, but a file gets its name only once all of it is written."""

    def __init__(self) -> None:
        super().__init__(directory_permissions_mode=0o700)  # the files are made for their owner

    def _save(self, name: str, content: File[bytes]) -> str:
        path = Path(self.path(name))
        self._make_private(path.parent)
        with NamedTemporaryFile(dir=path.parent, suffix=".begun", delete=False) as begun:
            try:
                for chunk in content.chunks():
                    begun.write(chunk)
                begun.flush()
                Path(begun.name).replace(path)
            except BaseException:
                Path(begun.name).unlink(missing_ok=True)
                raise
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        return name  # it names the content, so what stands there is the same

    def _make_private(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
