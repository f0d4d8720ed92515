"""The parts of the sign-in page: first step, code step, server address, and the ways without it."""
