"""With what Bode runs: `environment` reads it, `django` hands it to Django.

Nothing is read by importing this package, so that each process says itself when it is ready.

May import: everything but processes and cli.
"""
