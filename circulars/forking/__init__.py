"""Processes forked from one that has loaded everything: they begin in hundredths of a second instead of seconds of CPU.

`serving` is the process that forks, `asking` starts a child there and looks like `subprocess.Popen` to whoever waits for it.
Both ends are this machine's and this user's; an order is a module's name, its words, an environment and three files.
"""
