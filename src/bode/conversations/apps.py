from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "bode.conversations"

    def ready(self) -> None:
        from . import personal_data, settlement

        personal_data.register()
        settlement.listen()
