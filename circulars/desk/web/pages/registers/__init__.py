"""ทะเบียน: the books by days with the number desk, and one number of them."""
