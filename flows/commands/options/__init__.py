"""What may follow each command, as frozen dataclasses: Typer reads them, the commands get them."""
