"""Where the refresh token is kept between runs: the keychain of the operating system, or nowhere.

`TokenVault` is the promise; `KeychainVault` keeps it through keyring with every trap closed;
`MemoryVault` keeps it for this run only; `KeychainOrRun` is one or the other, as the PC is one's own or
shared. There is no third place: never a file, never a setting. The owner's PIN is kept there too, hashed.
Only this package imports keyring, and it never asks keyring which backend it would like.
"""
