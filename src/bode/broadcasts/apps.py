from django.apps import AppConfig


class BroadcastsConfig(AppConfig):
    name = "bode.broadcasts"

    def ready(self) -> None:
        from bode.conversations import answering
        from bode.desk import panels

        from . import beside, deeds, personal_data, proving

        deeds.register()
        personal_data.register()
        answering.listen(proving.heed_code)
        panels.register(beside.AnsweredBroadcasts())
