"""The journey of an application: filling it in together, checking, signing, deciding."""
