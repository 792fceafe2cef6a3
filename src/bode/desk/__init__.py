"""How agents work: who is present, who has what, notes, tags, ready answers, views, service levels.

What is said with citizens stays in `conversations`; here is what agents do around it.

May import: conversations and what it may.
"""
