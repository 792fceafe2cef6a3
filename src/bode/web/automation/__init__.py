"""What a municipality lets Bode do of itself: its rules, and what they would have done on a day."""
