"""Where we hold Prefect by parts that it does not promise to keep: each with a test of its own (`tests/test_prefect_seams.py`).

The versions for which this is true stand in pyproject.toml. Nothing else in the house touches such a part. The server's are
a module by themselves, because its packages cost every other process two seconds and a hundred megabytes.
"""
