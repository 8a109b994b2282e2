"""Model (T): Debian's Thai LSTM of Tesseract taught the characters it lacks, on our own lines."""
