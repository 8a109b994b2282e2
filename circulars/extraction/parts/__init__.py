"""The parts between head and foot, and the kinds of letters that have other parts: memos, orders, announcements."""
