from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "bode.privacy"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register_own()
