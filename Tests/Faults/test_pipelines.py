"""Pipeline files that attack: each gets one clear error, at once."""

import time

from harness import Fault, main


class Pipelines(Fault):
    def refused(self, text, *parts):
        self.write("p.yaml", text)
        begin = time.monotonic()
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 2, done.err)
        self.assertLess(time.monotonic() - begin, 10)
        self.assertLess(done.memory, 300 << 20)
        for part in parts:
            self.assertIn(part, done.err)
        self.assertEqual(done.err.count("error["), 1, done.err)

    def test_an_alias_bomb(self):
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 12)]
        self.refused("\n".join(lines) + "\nstages: *a11\n", "error[yaml-too-large]")

    def test_an_anchor_within_itself(self):
        self.refused("stages: &a [*a]\n", "p.yaml:1:13: error[yaml-syntax]")

    def test_tabs(self):
        self.refused("stages:\n\t- reader\n", "p.yaml:2:1: error[yaml-syntax]", "tabs can't indent")

    def test_ten_megabytes(self):
        self.refused("stages: [" + "reader, " * 1_300_000 + "writer]\n", "error[yaml-too-large]")

    def test_a_hundred_thousand_deep(self):
        self.refused("stages: " + "[" * 100_000 + "]" * 100_000 + "\n", "error[yaml-too-large]")

    def test_no_yaml_at_all(self):
        self.refused(b"\x00\xff\xfe\x80garbage", "error[yaml-syntax]")

    def test_nothing(self):
        self.refused("", "error[structure]")


if __name__ == "__main__":
    main()
