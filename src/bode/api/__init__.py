"""The REST API of Bode, version 1: parse, authorise, call one action or query, present.

One file for each noun (`messages`, `applications`, …) holds its shapes and its calls. Around
them: `door` (what every answer has), `access` (tokens and scope), `once` (Idempotency-Key),
`paging`, `reading` (JSON in and out), `problems` and `refusals` (errors), `openapi`.

May import: everything above it; never intake, web or cli.
"""
