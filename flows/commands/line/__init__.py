"""The command line itself: its rows, how words become typed options, wrong usage and help in Thai."""
