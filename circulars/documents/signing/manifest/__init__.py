"""The signed manifest that goes beside a letter: written by the program that issued it, judged by the office that receives it."""
