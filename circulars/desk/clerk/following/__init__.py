"""ติดตาม: who has not answered, what we owe, figures of a month or a year; สายหนังสือ: a letter's chain."""
