"""A release as its users get it, in Debian with nothing else in it: `make dist`, then `make dist-test`. It needs root,
debootstrap, buildah and Debian's packages."""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import tarfile
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DIST = ROOT / ".build/dist"
BASES = ROOT / ".build/debian"
SUITES = os.environ.get("SUITES", "bookworm trixie").split()
LIMIT = 60_000_000
SENTENCE = "قالت وزيرة الصحة ليلى حداد في بيروت إن 47 شخصا قتلوا في الفيضانات.\n"
VERSION = re.search(r'static let version = "(.+)"', (ROOT / "Sources/CLI/IsnadCommand.swift").read_text())[1]
NAME = f"isnad-{VERSION}-linux-{os.uname().machine}"


class Debian:
    """A suite of Debian with its essential packages alone, in a folder of its own."""

    def __init__(self, suite):
        base = BASES / f"{suite}.tar"
        if not base.exists():
            BASES.mkdir(parents=True, exist_ok=True)
            folder = BASES / f"{suite}.new"
            subprocess.run(["debootstrap", "--variant=minbase", suite, folder, "http://deb.debian.org/debian"], check=True, stdout=subprocess.DEVNULL)
            subprocess.run(["tar", "-C", folder, "-cf", base, "--exclude=./dev/*", "."], check=True)
            shutil.rmtree(folder)
        self.folder = BASES / f"{suite}.root"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        subprocess.run(["tar", "-C", self.folder, "-xf", base, "--exclude=./dev/*"], check=True)

    def run(self, script, input=""):
        """A shell in it, with /proc and /dev, and without a network."""
        outside = f'mount -t proc proc "{self.folder}/proc" && mount --bind /dev "{self.folder}/dev" && exec chroot "{self.folder}" sh -ec "$0"'
        return subprocess.run(["unshare", "--mount", "--net", "bash", "-c", outside, script], input=input, capture_output=True, text=True, timeout=300)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Files(unittest.TestCase):
    def test_digests(self):
        lines = (DIST / "SHA256SUMS").read_text().splitlines()
        self.assertGreaterEqual(len(lines), 5)
        for line in lines:
            digest, name = line.split()
            self.assertEqual(hashlib.sha256((DIST / name).read_bytes()).hexdigest(), digest, name)

    def test_the_command_is_small_and_needs_nothing(self):
        command = DIST / NAME / "bin/isnad"
        self.assertLess(command.stat().st_size, LIMIT)
        needed = re.findall(r"NEEDED.*\[(.+)\]", subprocess.run(["readelf", "-d", command], capture_output=True, text=True).stdout)
        self.assertEqual([name for name in needed if not re.match(r"(libc|libm|ld-linux.*)\.so", name)], [])

    def test_the_list_of_components(self):
        bom = json.loads((DIST / f"isnad-{VERSION}.cdx.json").read_text())
        self.assertEqual((bom["bomFormat"], bom["specVersion"], bom["metadata"]["component"]["version"]), ("CycloneDX", "1.5", VERSION))
        names = {component["name"] for component in bom["components"]}
        self.assertLessEqual({"grdb.swift", "swift-nio", "hummingbird", "sqlite3", "libxml2", "zlib", "libyaml", "brotli", "libzstd", "uchardet"}, names)
        self.assertTrue(all(component["version"] and component["licenses"] for component in bom["components"]))

    def test_lintian(self):
        for package in DIST.glob("*.deb"):
            said = subprocess.run(["lintian", "--fail-on", "error", "--tag-display-limit", "0", package], capture_output=True, text=True)
            self.assertEqual(said.returncode, 0, said.stdout + said.stderr)

    def test_nothing_of_this_machine_is_in_the_archive(self):
        with tarfile.open(DIST / f"{NAME}.tar.gz") as archive:
            members = archive.getmembers()
        self.assertEqual({(member.uid, member.gid) for member in members}, {(0, 0)})
        self.assertEqual(len({member.mtime for member in members}), 1)
        self.assertEqual([member.name for member in members], sorted(member.name for member in members))


class Installed(unittest.TestCase):
    def each(self):
        for suite in SUITES:
            with self.subTest(suite):
                debian = Debian(suite)
                try:
                    start = time.monotonic()
                    yield debian
                    print(f"{self.id().split('.')[-1]}, {suite}: {time.monotonic() - start:.1f} s")
                finally:
                    debian.close()

    def expect(self, done, *parts):
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for part in parts:
            self.assertIn(part, done.stdout)

    def test_from_the_archive(self):
        for debian in self.each():
            shutil.copy(DIST / f"{NAME}.tar.gz", debian.folder / "tmp")
            # The smallest Debian has tar and gzip.
            self.expect(debian.run(f"cd /opt && tar xzf /tmp/{NAME}.tar.gz && {NAME}/bin/isnad --version"), VERSION)
            command = f"/opt/{NAME}/bin/isnad"
            self.expect(debian.run(f"{command} annotate", SENTENCE), '"speaker_name":"ليلى حداد"')
            self.expect(debian.run(f"{command} pipelines"), "annotate", "news", "report")
            for name in ["README.md", "CHANGELOG.md", "NOTICE", "LICENSE", "guide/Monitoring.md", "guide/Resources/page.png"]:
                self.assertTrue((debian.folder / f"opt/{NAME}/share/doc/isnad" / name).exists(), name)
            self.expect(debian.run(f"mkdir -p /w && cd /w && {command} run news && wc -l < out/news.jsonl"), "5\n")
            self.expect(debian.run(f"cd /w && {command} annotate out/news.jsonl -o news.db && {command} quotes news.db --speaker ليندغرين"), "ليندغرين")
            alone = debian.run(f"{command} annotate http://127.0.0.1:9/feed.xml")
            self.assertEqual(alone.returncode, 1, alone.stderr)
            self.assertIn("this machine has no libcurl.so.4, which does the work; on Debian and Ubuntu: apt-get install libcurl4", alone.stderr)
            gone = debian.run(f"{command} annotate --model accurate", SENTENCE)
            self.assertEqual(gone.returncode, 2)
            self.assertIn("It comes with a release as a file of its own: put it beside the command, or name its folder in the variable ISNAD_MODELS.", gone.stderr)
            shutil.copy(DIST / "accurate.model", debian.folder / f"opt/{NAME}/bin")
            self.expect(debian.run(f"{command} annotate --model accurate", SENTENCE), '"speaker_name":"ليلى حداد"')

    def test_from_the_packages(self):
        for debian in self.each():
            for package in DIST.glob("*.deb"):
                shutil.copy(package, debian.folder / "tmp")
            self.expect(debian.run("dpkg -i /tmp/isnad_*.deb && cd /tmp && isnad --version"), VERSION)
            self.expect(debian.run("isnad annotate", SENTENCE), '"speaker_name":"ليلى حداد"')
            self.expect(debian.run("isnad pipelines --paths"), "/usr/share/isnad/pipelines/news.yaml")
            self.expect(debian.run("dpkg -i /tmp/isnad-accurate_*.deb && isnad annotate --model accurate", SENTENCE), '"speaker_name":"ليلى حداد"')
            for path in ["usr/share/doc/isnad/README.md", "usr/share/doc/isnad/NOTICE", "usr/share/doc/isnad/copyright", "usr/share/doc/isnad/guide/Monitoring.md", "usr/lib/systemd/system/isnad.service", "usr/lib/systemd/system/isnad-run@.service", "usr/share/bash-completion/completions/isnad"]:
                self.assertTrue((debian.folder / path).exists(), path)
            self.expect(debian.run("dpkg -P isnad isnad-accurate && ! command -v isnad"))


class Container(unittest.TestCase):
    """packaging/Containerfile, on a Debian 13 of our own in place of the one that a registry has."""

    def buildah(self, *arguments, input=None):
        done = subprocess.run(["buildah", "--storage-driver", "vfs", "--root", self.store, *map(str, arguments)], input=input, capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr[-3000:])
        return done.stdout.strip()

    def test_from_the_container(self):
        self.store = pathlib.Path(tempfile.mkdtemp(prefix="isnad-images-"))
        self.addCleanup(shutil.rmtree, self.store, ignore_errors=True)
        Debian("trixie").close()
        start = time.monotonic()
        base = self.buildah("from", "scratch")
        self.buildah("add", "-q", base, BASES / "trixie.tar", "/")
        self.buildah("commit", "-q", base, "docker.io/library/debian:13-slim")
        self.buildah("bud", "--isolation", "chroot", "--pull=never", "-f", ROOT / "packaging/Containerfile", "-t", "isnad", DIST)
        there = self.buildah("from", "--pull=never", "localhost/isnad")
        print(f"test_from_the_container: {time.monotonic() - start:.1f} s")

        def run(*command, input=None):
            return self.buildah("run", "--isolation", "chroot", there, "--", *command, input=input)

        self.assertIn('"speaker_name":"ليلى حداد"', run("isnad", "annotate", input=SENTENCE))
        self.assertIn('"speaker_name":"ليلى حداد"', run("isnad", "annotate", "--model", "accurate", input=SENTENCE))
        # Nobody of power, in a folder that may be written.
        self.assertEqual(run("sh", "-c", "id -un; pwd; isnad run news -q > log && wc -l < out/news.jsonl"), "isnad\n/work\n5")
        self.assertEqual(self.buildah("inspect", "--format", "{{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.StopSignal}}", there), "[isnad] SIGTERM")


if __name__ == "__main__":
    unittest.main()
