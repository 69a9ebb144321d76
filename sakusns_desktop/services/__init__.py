"""Services: the use cases. One named method, one transaction, one audit entry; no Qt."""
