"""What the benchmarks of scoring share: files, the peers' way, ours, and the clock."""
