from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "bode.outbox"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
