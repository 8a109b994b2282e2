"""Taking in: what lies in the inbox, whether it is whole, and the claim that holds it until the archive has it.

No Prefect here: the flows call these functions and give the moment.
"""
