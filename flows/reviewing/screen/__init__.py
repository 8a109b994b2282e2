"""What a reviewer sees and fills in, in the Prefect UI."""
