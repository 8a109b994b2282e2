"""Readers that stand by: a process that has loaded what every reader loads, and forks one for each file.

``python -m ocr.shelter.standby FOLDER ENGINE`` is that process; `starting` asks it, or starts a reader anew.
"""
