"""A letter's sentences clause by clause: who speaks, what the clause does, who is to act, what, by when, to whom."""
