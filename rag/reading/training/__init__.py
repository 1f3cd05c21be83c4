"""Training of the reader and the judge, on data of one's own or of others."""
