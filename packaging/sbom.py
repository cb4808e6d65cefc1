"""The components of a release, as CycloneDX 1.5: sbom.py VERSION COMMIT SECONDS"""

import datetime
import json
import pathlib
import re
import subprocess
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[1]
# The libraries that are linked in, by Debian's packages of their headers, and their licences.
LIBRARIES = {
    "libyaml-dev": "MIT",
    "libsqlite3-dev": "blessing",
    "zlib1g-dev": "Zlib",
    "libzstd-dev": "BSD-3-Clause",
    "libbrotli-dev": "MIT",
    "libxml2-dev": "MIT",
    "liblzma-dev": "0BSD",
    "libuchardet-dev": "MPL-1.1",
    "libicu-dev": "Unicode-DFS-2016",
}
# Swift packages with another licence than Apache-2.0.
LICENCES = {"grdb.swift": "MIT"}


def packages():
    pins = json.loads((ROOT / "Package.resolved").read_text(encoding="utf-8"))["pins"]
    for pin in sorted(pins, key=lambda pin: pin["identity"]):
        version = pin["state"].get("version", pin["state"]["revision"])
        place = re.sub(r"^https://|\.git$", "", pin["location"])
        yield {
            "type": "library", "bom-ref": f"pkg:swift/{place}@{version}", "name": pin["identity"], "version": version,
            "purl": f"pkg:swift/{place}@{version}",
            "licenses": [{"license": {"id": LICENCES.get(pin["identity"], "Apache-2.0")}}],
        }


def toolchain():
    said = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    version = re.search(r"Swift version (\S+)", said)[1]
    return {
        "type": "framework", "bom-ref": "swift-runtime", "name": "Swift standard library, Foundation and Dispatch",
        "version": version, "licenses": [{"license": {"id": "Apache-2.0"}}],
    }


def libraries():
    for package, licence in LIBRARIES.items():
        asked = subprocess.run(["dpkg-query", "-W", "-f", "${source:Package} ${source:Version} ${db:Status-Status}", package], capture_output=True, text=True)
        if asked.returncode or not asked.stdout.endswith(" installed"):
            continue
        source, version, _ = asked.stdout.split()
        purl = f"pkg:deb/debian/{source}@{version}"
        yield {"type": "library", "bom-ref": purl, "name": source, "version": version, "purl": purl, "licenses": [{"license": {"id": licence}}]}


def main():
    version, commit, seconds = sys.argv[1:]
    when = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    components = [toolchain(), *packages(), *libraries()]
    bom = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'isnad/{version}/{commit}')}",
        "metadata": {
            "timestamp": when,
            "component": {
                "type": "application", "bom-ref": "isnad", "name": "isnad", "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "properties": [{"name": "isnad:commit", "value": commit}],
            },
        },
        "components": components,
        "dependencies": [{"ref": "isnad", "dependsOn": [component["bom-ref"] for component in components]}],
    }
    print(json.dumps(bom, indent=2))


main()
