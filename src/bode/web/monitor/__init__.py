"""The monitor: its public pictures, and what VNG does to keep them true."""
