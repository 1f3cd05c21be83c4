"""The page on which the whole corpus is audited: what its files disagree on, with no question asked."""
