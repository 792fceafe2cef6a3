"""The pages of broadcasts: prepare one, approve it, and follow it."""
