"""Which lines one answer of a log carries (federation §7)."""

from collections.abc import Sequence

LINES_MAX = 1000
BYTES_MAX = 1_048_576


def page_end(*, start: int, stop: int, sizes: Sequence[int], sealed: Sequence[int]) -> int:
    """The index after the last line of the page.

    `sizes` are the bytes of the lines from `start` on, LF included; `stop` is the first index that
    was not asked for; `sealed` are sealed sizes. The largest seal that fits ends the page; without
    one the largest number of lines that fits does, and at least one line is sent.
    """
    fits = start
    total = 0
    for size in sizes[: min(LINES_MAX, stop - start)]:
        total += size
        if total > BYTES_MAX:
            break
        fits += 1
    fits = max(fits, start + 1)
    within = [size for size in sealed if start < size <= min(fits, stop)]
    return max(within, default=fits)
