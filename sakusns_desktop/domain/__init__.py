"""Domain: plain frozen values, no I/O, no clock, stdlib only."""
