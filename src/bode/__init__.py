"""Bode: how a municipality gets permission to use WhatsApp, and serves its citizens with it."""
