"""The encoder's kernels give the same bits on all processors: those of this one, and of ARM by qemu.

CC is a clang; CROSS links for ARM, and QEMU runs what it makes.
"""
import os, pathlib, platform, subprocess, tempfile, unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / 'Sources/CEncoder').glob('*.c')) + [ROOT / 'Tests/Encoder/kernels.c']
CC = os.environ.get('CC', 'clang')
CROSS = os.environ.get('CROSS', 'aarch64-linux-gnu-gcc')
QEMU = os.environ.get('QEMU', 'qemu-aarch64-static')
ARM = ['--target=aarch64-linux-gnu', '-isystem', '/usr/aarch64-linux-gnu/include']
COUNTS = {1, 2, 15, 16, 17, 33, 64, 95, 96}


def digests(folder, flags, link, run):
    """For each kernel the digests of its answers, by the number of pieces in the window."""
    objects = []
    for source in SOURCES:
        objects.append(folder / f'{source.stem}.o')
        subprocess.run([CC, *flags, '-O2', '-I', ROOT / 'Sources/CEncoder/include', '-c', source, '-o', objects[-1]], check=True)
    subprocess.run([*link, *objects, '-o', folder / 'kernels', '-lm'], check=True)
    answer = subprocess.run([*run, folder / 'kernels'], check=True, capture_output=True, text=True, timeout=300).stdout
    found = {}
    for kernel, count, digest in map(str.split, answer.splitlines()): found.setdefault(kernel, {})[int(count)] = digest
    return found


class Kernels(unittest.TestCase):
    def test_all_processors_give_the_same_bits(self):
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            here = digests(pathlib.Path(first), [], [CC], [])
            arm = digests(pathlib.Path(second), ARM, [CROSS, '-static'], [QEMU])
        expected = here['portable']
        self.assertEqual(set(expected), COUNTS)
        self.assertEqual(len(set(expected.values())), len(COUNTS))
        self.assertEqual(set(arm), {'portable', 'neon'})
        if platform.machine() == 'x86_64': self.assertLessEqual({'portable', 'avx2'}, set(here))
        for machine in here, arm:
            for kernel, found in machine.items():
                with self.subTest(kernel=kernel): self.assertEqual(found, expected)


if __name__ == '__main__': unittest.main(verbosity=2)
