"""A country's desks after two years: 1,000,000 messages in 100,000 conversations.

One municipality, that of `bench.world`, has a fifth of them. The same seed gives the same world.
"""
