"""KassaDesk: the data rights of a Kassapos shop, one click each."""

__version__ = "0.1.0"
