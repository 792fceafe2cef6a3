"""The dossier of an application, to save; and those that another Bode made."""
