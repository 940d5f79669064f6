"""Where a page ends."""

import pytest

from federation.protocol.pages import BYTES_MAX, LINES_MAX, page_end


@pytest.mark.parametrize(
    ("start", "stop", "sizes", "sealed", "end"),
    [
        pytest.param(0, 5, [10] * 5, [5], 5, id="a usual night"),
        pytest.param(0, 9, [10] * 9, [3, 6, 9], 9, id="the largest seal within"),
        pytest.param(0, 7, [10] * 9, [3, 6, 9], 6, id="no further than asked"),
        pytest.param(0, 2, [10] * 9, [3, 6, 9], 2, id="asked for less than a seal"),
        pytest.param(0, 1500, [10] * 1500, [1500], LINES_MAX, id="no seal within 1000 lines"),
        pytest.param(0, 1500, [10] * 1500, [900, 1500], 900, id="the seal before the cap"),
        pytest.param(0, 3, [BYTES_MAX - 1, 1, 1], [3], 2, id="no seal fits: what fits"),
        pytest.param(0, 3, [BYTES_MAX + 1, 1, 1], [3], 1, id="at least one line"),
        pytest.param(4, 6, [10, 10], [2, 4, 6], 6, id="from the middle"),
    ],
)
def test_page_end(start: int, stop: int, sizes: list[int], sealed: list[int], end: int) -> None:
    assert page_end(start=start, stop=stop, sizes=sizes, sealed=sealed) == end
