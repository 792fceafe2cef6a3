"""Pages that show how the desk is doing: reports, the wallboard, service levels."""
