from django.apps import AppConfig


class BroadcastsConfig(AppConfig):
    name = "bode.broadcasts"

    def ready(self) -> None:
        from bode.conversations import answering, giving_email
        from bode.desk import panels

        from . import beside, deeds, personal_data, proving
        from .second_channel import channel

        deeds.register()
        personal_data.register()
        answering.listen(proving.heed_code)
        giving_email.mail_by(channel.purpose_of_mail)
        panels.register(beside.AnsweredBroadcasts())
