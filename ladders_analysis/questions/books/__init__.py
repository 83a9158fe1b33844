"""Looking at books together: whose, what to look for, and what was seen beside the judgements."""
