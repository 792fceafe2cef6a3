from django.apps import AppConfig


class BroadcastsConfig(AppConfig):
    name = "bode.broadcasts"

    def ready(self) -> None:
        from bode.desk import panels

        from . import beside, deeds, personal_data

        deeds.register()
        personal_data.register()
        panels.register(beside.AnsweredBroadcasts())
