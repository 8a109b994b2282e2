"""What an office kept before it used this program: its old registers as tables, its old letters as files."""
