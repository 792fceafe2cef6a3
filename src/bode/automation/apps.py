from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "bode.automation"

    def ready(self) -> None:
        from bode.conversations import afterwards
        from bode.conversations import answering as conversations
        from bode.desk import fillers

        from . import answering, deeds, hearing, jobs, personal_data  # noqa: F401 - jobs are found here
        from .telling import tell_opening_hours

        deeds.register()
        personal_data.register()
        afterwards.listen(hearing.find_about)
        conversations.listen(answering.answer_message)
        fillers.register("openingstijden", tell_opening_hours)
