"""ทะเบียน: the registers as the regulation prints them, by days; the number desk."""
