"""The facts of licensing. Changes go through `actions`; states through `states`."""

from .accounts import Account, AccountRestriction, ManagementCalls, PlatformNotice
from .application_file import ApplicationFile, ApplicationRemark, ApplicationSection
from .applications import ALLOWED_PURPOSES, Application, ApplicationEvent, DeclaredPurpose
from .dossiers import ImportedDossier
from .dpia import Dpia, DpiaAdvice, DpiaAnswer, DpiaDocument
from .election_names import ElectionName, NameKind
from .licence_events import LicenceEvent
from .licences import Licence, PhoneNumber, ProviderConnection
from .templates import Template, TemplateChange, TemplateExample
from .transfers import NumberTransfer

__all__ = [
    "ALLOWED_PURPOSES",
    "Account",
    "AccountRestriction",
    "Application",
    "ApplicationEvent",
    "ApplicationFile",
    "ApplicationRemark",
    "ApplicationSection",
    "DeclaredPurpose",
    "Dpia",
    "DpiaAdvice",
    "DpiaAnswer",
    "DpiaDocument",
    "ElectionName",
    "ImportedDossier",
    "Licence",
    "LicenceEvent",
    "ManagementCalls",
    "NameKind",
    "NumberTransfer",
    "PhoneNumber",
    "PlatformNotice",
    "ProviderConnection",
    "Template",
    "TemplateChange",
    "TemplateExample",
]
