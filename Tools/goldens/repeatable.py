"""Repeatable numbers that Python and Swift both compute, so that large inputs need not be stored.

A stream is named by a text. Its seed is the 64-bit FNV-1a hash of the text in UTF-8; its i-th number is the output
function of SplitMix64 (Steele, Lea, Flood 2014) at seed + (i + 1) * 0x9E3779B97F4A7C15, of which the upper 24 bits
make a number in [0, 1). Tests/ArtTestSupport/RepeatableNumbers.swift is its twin.
"""

import numpy as np

MASK = (1 << 64) - 1


def seed(name: str) -> int:
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def uniform(name: str, shape, low: float = 0.0, high: float = 1.0) -> np.ndarray:
    """Float32 numbers in [low, high): computed in double precision, rounded once."""
    count = int(np.prod(shape, dtype=np.int64))
    with np.errstate(over="ignore"):
        state = np.uint64(seed(name)) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state = state ^ (state >> np.uint64(31))
    unit = (state >> np.uint64(40)).astype(np.float64) * 2.0**-24
    return (low + (high - low) * unit).astype(np.float32).reshape(shape)
