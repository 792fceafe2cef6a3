"""The people of an organisation, how they come in, and keys for its programs."""
