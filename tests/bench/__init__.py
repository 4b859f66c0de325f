"""Benchmarks: `make bench`. Figures are ratios within one run; machines differ."""
