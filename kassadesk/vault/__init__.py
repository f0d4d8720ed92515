"""Where the refresh token is kept between runs: the keychain of the operating system, or nowhere.

`TokenVault` is the promise; `KeychainVault` keeps it through keyring with every trap closed;
`MemoryVault` keeps it for this run only. There is no third place: never a file, never a setting.
Only this package imports keyring, and it never asks keyring which backend it would like.
"""
