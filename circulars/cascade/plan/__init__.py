"""Who writes to whom next: steps, recipients, the thread a letter hangs on."""
