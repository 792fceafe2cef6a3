"""How someone wants to see and hear Bode themselves."""
