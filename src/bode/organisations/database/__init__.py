"""Django's PostgreSQL backend, with each connection put into the scope of whoever opens it."""
