"""What stands beside a conversation: who the citizen is, what came before, what agents note."""
