"""ตรารับหนังสือ (แบบที่ ๑๒): drawn, laid where a page has room, or printed over the paper itself."""
