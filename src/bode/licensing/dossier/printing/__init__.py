"""A dossier as one accessible PDF: PDF/UA-1, which Typst checks as it writes."""

from .pdf import print_pdf, set_pages

__all__ = ["print_pdf", "set_pages"]
