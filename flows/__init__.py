"""The shell: Prefect flows, review forms, settings, command line."""
