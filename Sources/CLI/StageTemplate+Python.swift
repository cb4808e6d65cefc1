import CTemplates

/// A stage in Python.
extension StageTemplate {
  func python() -> [(path: String, text: String)] {
    var size = 0
    let helper = isnad_python_helper(&size).map {
      String(decoding: UnsafeRawBufferPointer(start: $0, count: size), as: UTF8.self)
    }
    return [
      ("isnad_stage.py", helper ?? ""), ("article.txt", article),
      (
        "\(snake).py",
        """
        \"\"\"Marks the words of a list. Change it into what you need.\"\"\"

        try:
            from isnad.stage import run
        except ImportError:  # without the package for Python: the copy beside this file
            from isnad_stage import run


        def \(snake)(document, options):
            text = document["text"]
            found = []
            for word in options.get("words", []):
                start = text.find(word)
                while start >= 0:
                    found.append({"start": start, "end": start + len(word), "word": word})
                    start = text.find(word, start + len(word))
            found.sort(key=lambda item: item["start"])
            return {"layers": {"\(snake)": found}}


        if __name__ == "__main__":
            run(\(snake), name="\(name)", provides=["\(snake)"])

        """
      ),
      (
        "test_\(snake).py",
        """
        import unittest

        from \(snake) import \(snake)


        class Test(unittest.TestCase):
            def test_words_are_marked(self):
                document = {"id": "1", "metadata": {}, "text": "سعر الخبز وسعر القمح"}
                found = \(snake)(document, {"words": ["سعر"]})["layers"]["\(snake)"]
                self.assertEqual([document["text"][item["start"]:item["end"]] for item in found], ["سعر", "سعر"])


        if __name__ == "__main__":
            unittest.main()

        """
      ),
      (
        "pipeline.yaml",
        """
        name: \(name)
        stages:
          - use: reader
            with: { paths: [article.txt] }
          - use: process
            id: \(name)
            with:
              command: [python3, \(snake).py]
              options: { words: [سعر, الخبز] }
          - writer

        """
      ), ("pipeline.test.yaml", pipelineTest),
      (
        "README.md",
        """
        # \(name)

        - `\(snake).py`: the stage, a function from a document to layers.
        - `isnad_stage.py`: the helper that speaks to Isnad, a copy of `isnad.stage`. Where the package for Python is
          installed, delete it.
        - `pipeline.yaml`: a pipeline that uses it: `isnad run pipeline.yaml`.
        - `pipeline.test.yaml`: what it must find: `isnad test pipeline.yaml`.
        - `test_\(snake).py`: the stage's own test: `python3 test_\(snake).py`.

        A stage that needs names or quotes says so: `run(…, requires=["entities", "quotes"])`, and the pipeline has
        the stages that provide them before it. Offsets are code points, as in Python's own strings.

        """
      ),
    ]
  }
}
