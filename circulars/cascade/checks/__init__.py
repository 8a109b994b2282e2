"""What stands between a draft and a reviewer: the fact lock, who it is for, and the checks of our own Thai."""
