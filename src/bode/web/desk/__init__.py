"""The desk: agents read what citizens write, and answer."""
