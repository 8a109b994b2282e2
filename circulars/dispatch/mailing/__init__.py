"""By mail: the message, its sending at most once, what comes back of it, how sending stands."""
