"""What the office tells by itself: reminders and the evening report in the UI, notices outside where the office switched them on."""
