"""How a run begins soon: forked from a warm process, in the process that made it, and the bell of the worker."""
