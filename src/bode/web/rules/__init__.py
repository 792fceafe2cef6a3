"""The rules: public pages of every version, and VNG's for drafting the next."""
