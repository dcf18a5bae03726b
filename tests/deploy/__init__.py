"""What of deploy/ can be checked without a container engine: quick tests, and slow programs that `make deploy-check` runs."""
