from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "bode.automation"

    def ready(self) -> None:
        from bode.conversations import answering as conversations

        from . import answering, deeds, personal_data

        deeds.register()
        personal_data.register()
        conversations.listen(answering.answer_message)
