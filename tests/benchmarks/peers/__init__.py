"""Side by side with others: `python -m tests.benchmarks.peers`, in the environment of `make bench-peers`."""
