"""The DPIA of an application: its questionnaire, its document and the advice about it."""
