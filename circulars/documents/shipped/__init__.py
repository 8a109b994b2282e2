"""How the shipped templates are built, and the samples that try every template."""
