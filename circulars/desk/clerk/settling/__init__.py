"""Several letters settled by one signature: noted, or assigned to one unit; which may be, and what is kept of each."""
