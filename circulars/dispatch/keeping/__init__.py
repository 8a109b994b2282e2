"""The signed copy of a letter of ours: made here, judged when it is brought, said to be signed by a person."""
