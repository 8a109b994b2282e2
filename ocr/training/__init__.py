"""Training of the two Thai line readers from nothing: composed text, rendered lines, scan faults, network, export.

Needs PyTorch, which the program itself does not: install ``requirements-train.txt`` into an environment of its own and
run ``python -m ocr.training``. No picture or text of a real letter is used, and none is looked for.
"""
