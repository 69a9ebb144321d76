"""The register and the workbench of a city's official social-media accounts."""

__version__ = "0.1.0"
