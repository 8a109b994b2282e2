"""One letter to approve: drafted, shown, decided, issued."""
