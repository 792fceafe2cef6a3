"""What can go wrong about who there is, and who is asking.

NotAllowed                  the actor lacks the role or token scope
OrganisationsError
├── CodeTaken               another organisation has that code
├── MergerRefused           this merger can't be announced
├── MergerNotOpen           there is no such plan to confirm or cancel any more
├── DatesWrong              the last day comes before the first
├── InvitationRefused       this person can't be invited so
├── InvitationOver          the link was used, has expired or was taken back
├── AccountExists           who has an account signs in to accept
├── RolesWrong              no role, or one that this kind of organisation does not have
├── TokenPurposeWrong       neither one allowed purpose, nor a reason for all of them
├── ColoursUnreadable       text in these colours does not contrast enough
├── LogoRefused             this file can't be made into a harmless picture
├── TeamWrong               this team can't be so
├── MailForgotten           the text of this mail was for its reader alone, and is gone
└── LastAdministrator       someone must be left who manages the people
"""

from __future__ import annotations


class NotAllowed(Exception):
    """The actor lacks the role or token scope that this needs."""

    def __init__(self, *, needed: tuple[str, ...]) -> None:
        super().__init__(f"needs one of: {', '.join(needed)}")
        self.needed = needed


class OrganisationsError(Exception):
    """Something about organisations or their people that can't be."""


class CodeTaken(OrganisationsError):
    """Another organisation has that code."""


class MergerRefused(OrganisationsError):
    """This merger can't be announced.

    `reason` is itself, unknown, not_there (that day), planned (already) or no_heir.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MergerNotOpen(OrganisationsError):
    """There is no plan that can still be confirmed or cancelled."""


class DatesWrong(OrganisationsError):
    """The last day comes before the first."""


class InvitationRefused(OrganisationsError):
    """Nobody can be invited so.

    `reason` is member (works there already), no_administrator (the first one must be one),
    has_administrator (who then invites the others) or ended (VNG invites to what is there).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class InvitationOver(OrganisationsError):
    """The link was used, has expired or was taken back."""


class AccountExists(OrganisationsError):
    """There is an account with this address: its owner signs in, and accepts then."""


class TeamWrong(OrganisationsError):
    """`reason` is no_name, name_taken, or no_agent (someone in it answers no citizens)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MailForgotten(OrganisationsError):
    """Its text was for its reader alone and is gone: what it was about is done again instead."""


class RolesWrong(OrganisationsError):
    """No role at all, or one that this kind of organisation does not have."""


class TokenPurposeWrong(OrganisationsError):
    """A token is for one allowed purpose, or for all of the licence with a reason; not for both."""


class LastAdministrator(OrganisationsError):
    """Without this person in this role nobody would manage the people of the organisation."""


class ColoursUnreadable(OrganisationsError):
    """Text in these colours does not contrast enough; `fields` says which."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class LogoRefused(OrganisationsError):
    """This file can't be made into a harmless picture; `why` says what is wrong."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
