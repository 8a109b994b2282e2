"""Runs of Prefect: how they start, wait in queues, show that they live, and fail."""
