"""Where the recorded bytes of an HTTP/2 connection end."""

import unittest

from harness import http2


def frame(length: int) -> bytes:
    return length.to_bytes(3, "big") + bytes(6) + bytes(length)


class WholeFrames(unittest.TestCase):
    def test_a_frame_that_is_cut_off_is_left_out(self) -> None:
        self.assertEqual(
            http2.whole_frames(http2.PREFACE + frame(30) + frame(40)[:20]),
            http2.PREFACE + frame(30),
        )

    def test_no_more_than_the_limit_is_kept(self) -> None:
        kept = http2.whole_frames(http2.PREFACE + frame(3000) + frame(3000))
        self.assertEqual(kept, http2.PREFACE + frame(3000))


if __name__ == "__main__":
    unittest.main()
