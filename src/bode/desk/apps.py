from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "bode.desk"

    def ready(self) -> None:
        from bode.conversations import merging
        from bode.conversations.leaving import rows

        from . import deeds, hearing, leaving, notes, panels, personal_data
        from .notices import Notices

        deeds.register()
        personal_data.register()
        hearing.listen()
        merging.on_join(notes.take_along)
        rows.add_parts(*leaving.PARTS)
        panels.register(Notices())
