"""The forms for signing in: allauth's, with labels that say enough and our own words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.forms import Form
from django.utils.translation import gettext as _

# allauth has no types, hence the ignored classes.


class _Labelled(Form):
    """A form without placeholders: they repeat the labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(_Labelled, account.LoginForm):  # type: ignore[misc]
    """Address and password; the link for who forgot it stands below the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class ConfirmByPassword(_Labelled, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class _Twice(Form):
    """Twice the new password, told in our words when they differ."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("De twee nieuwe wachtwoorden zijn niet gelijk."))
        return given


class ChangePassword(_Labelled, _Twice, account.ChangePasswordForm):  # type: ignore[misc]
    """The old password, and twice the new one."""


class ForgottenPassword(_Labelled, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mailadres")


class NewPassword(_Labelled, _Twice, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """Twice the new password, behind the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Nieuw wachtwoord")
        self.fields["password2"].label = _("Nog een keer het nieuwe wachtwoord")


class SecondStep(_Labelled, mfa.AuthenticateForm):  # type: ignore[misc]
    """A code from the app, or a recovery code."""


class ConfirmByCode(_Labelled, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code once more."""


class ActivateSecondStep(_Labelled, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code from the app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code uit uw app")
