"""The API against its own OpenAPI document: the document is one, and requests made of it at random (schemathesis)
get only answers that it names. `make server` runs it."""

import json
import os
import pathlib
import subprocess
import sys
import unittest

from harness import ServerTest
from openapi_spec_validator import OpenAPIV31SpecValidator

EXAMPLES = os.environ.get("EXAMPLES", "60")


class Contract(ServerTest):
    def test_the_document_is_openapi_3_1(self):
        document = json.loads(self.serve().ask("GET", "/openapi.json")[2])
        self.assertEqual(document["openapi"], "3.1.0")
        OpenAPIV31SpecValidator(document).validate()
        self.assertEqual(set(document["paths"]), {"/v1/annotate", "/v1/stages", "/healthz", "/metrics", "/openapi.json"})

    def test_requests_made_of_the_document(self):
        token = "0123456789abcdef"
        server = self.serve("--max-documents", 50, environment={"ISNAD_TOKEN": token})
        done = subprocess.run(
            [str(pathlib.Path(sys.executable).parent / "schemathesis"), "run", server.url + "/openapi.json", "--checks", "all",
             "--max-examples", EXAMPLES, "--seed", "7", "--phases", "examples,coverage,fuzzing", "--no-color", "-H", "Authorization: Bearer " + token],
            capture_output=True, text=True, timeout=600, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stdout[-6000:] + done.stderr[-2000:])
        self.assertIn("No issues found", done.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
