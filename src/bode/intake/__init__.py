"""The door for webhooks: prove the signature, keep the raw body, answer; then process in order.

May import: everything above it; never web, api or cli.
"""
