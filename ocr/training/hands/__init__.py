"""Digits written by hand: real drawings, forms' digits and pens' faces, and the network that tells them apart."""
