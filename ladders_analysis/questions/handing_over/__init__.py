"""The July handover: a class passed on with what is secure, what is open and where to start."""
