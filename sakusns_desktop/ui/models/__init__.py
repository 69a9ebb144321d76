"""Item models over the register: filtered and sorted before Qt sees the rows."""
