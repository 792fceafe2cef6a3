from django.apps import AppConfig


class BroadcastsConfig(AppConfig):
    name = "bode.broadcasts"

    def ready(self) -> None:
        from . import deeds, personal_data

        deeds.register()
        personal_data.register()
