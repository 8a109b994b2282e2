"""What the supervisor looks at as long as the office lives: the inbox, and runs whose process is gone."""
