"""Decision, Correction, apply_corrections: what reviewers decide, whatever the screen."""
