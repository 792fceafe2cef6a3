"""Bode: how a Dutch municipality gets permission to use WhatsApp, and serves its citizens with it."""
