"""The screen of numbers and their accounts: how they stand, and what asks for attention."""
