"""Reference data: reads resources/ once, strictly, into dataclasses."""
