"""The house style of an organisation: set on a page, checked as one chooses, served as a sheet."""
