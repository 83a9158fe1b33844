"""The toolkit's version, printed small on everything drawn or released."""

__version__ = "0.1.0"
