#if Server && SQLite
  import Foundation
  import Isnad
  import SystemPackage
  import Testing

  @testable import IsnadServer

  @Suite struct PassageTests {
    private func found(_ words: String, in text: String, near: Int, avoiding: Range<Int>? = nil) -> Range<
      Int
    >? {
      Passage(words, in: Array(text.unicodeScalars)).nearest(to: near..<near, avoiding: avoiding)
    }

    @Test func theNearestIsFound() {
      #expect(found("علي", in: "علي وعلي وعلي", near: 0) == 0..<3)
      #expect(found("كلام", in: "كلام قال كلام", near: 8) == 9..<13)
      #expect(found("كلام", in: "قول", near: 0) == nil)
      #expect(found(" ", in: "قول", near: 0) == nil)
    }

    @Test func wholeWordsComeBeforePartsOfWords() {
      #expect(found("علي", in: "العليا قال علي", near: 0) == 11..<14)
      #expect(found("علي", in: "وعلي", near: 0) == 1..<4)
    }

    @Test func whatIsAvoidedComesLast() {
      #expect(found("علي", in: "قال إن علي هنا. علي", near: 7, avoiding: 7..<14) == 16..<19)
    }

    @Test func whiteSpaceMayBeAnother() {
      #expect(found("a b\r\n c", in: "x a\u{A0}b  c", near: 0) == 2..<8)
    }
  }

  @Suite struct CorrectionTests {
    private func correction(_ members: [String: String], isForm: Bool = false) -> String {
      do throws(Problem) {
        return try Correction(members, isForm: isForm).members.map { "\($0.name)=\($0.value)" }.joined(
          separator: " ")
      } catch {
        return "\(error.field ?? ""): \(error.detail)"
      }
    }

    @Test func whatIsSaid() {
      #expect(correction(["quote": "q1", "wrong": "not-a-quote"]) == "quote=q1 wrong=not-a-quote")
      #expect(
        correction(["quote": "q1", "wrong": "speaker", "speaker": "", "label": "ORG"])
          == "quote=q1 wrong=speaker speaker= label=ORG")
      // A form sends all that it has.
      #expect(
        correction(
          ["quote": "q1", "wrong": "kind", "kind": "mixed", "speaker": "", "label": ""], isForm: true)
          == "quote=q1 wrong=kind kind=mixed")
    }

    @Test func whatCannotBeSaid() {
      #expect(
        correction(["quote": "q1", "wrong": "x"])
          == "wrong: 'wrong' must be one of not-a-quote, content, speaker, polarity, kind.")
      #expect(correction(["wrong": "polarity"]) == "quote: A correction of this kind has a 'quote'.")
      #expect(
        correction(["quote": "q1", "wrong": "polarity", "polarity": "no"])
          == "polarity: 'polarity' must be one of asserted, denied.")
      #expect(
        correction(["quote": "q1", "wrong": "kind", "kind": "mixed", "speaker": "x"])
          == "speaker: A correction of this kind has no 'speaker'.")
      #expect(
        correction(["quote": "q1", "wrong": "content", "content": " \n"])
          == "content: 'content' must have the words that are said.")
      #expect(
        correction(["quote": "q1", "wrong": "speaker", "speaker": String(repeating: "x", count: 501)])
          == "speaker: 'speaker' may have at most 500 characters.")
    }
  }

  @Suite struct CorrectionsFileTests {
    /// A file that goes with it.
    private final class Folder {
      let path = FilePath(NSTemporaryDirectory()).appending("isnad-corrections-\(UUID().uuidString)")
      init() throws {
        try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
      }
      deinit { try? FileManager.default.removeItem(atPath: path.string) }
      var file: FilePath { path.appending("corrections.jsonl") }
      var text: String { (try? String(contentsOfFile: file.string, encoding: .utf8)) ?? "" }
      var lines: [JSONValue] {
        text.split(separator: "\n").compactMap { try? JSONParser.parse(Array($0.utf8)[...]) }
      }
    }

    /// Sami says that the session is over; Layla stands in the article too.
    private var article: Document {
      var document = Document(
        id: "a", source: DocumentSource(uri: "a"), metadata: ["outlet": "x"],
        text: SourceText("ليلى حداد. قال سامي علي: انتهت الجلسة اليوم."))
      let by = Provenance(stage: "test", rule: "test")
      let bytes = Array(document.text.string.utf8)
      func span(_ words: String) -> TextSpan {
        let start = document.text.string.range(of: words)?.lowerBound
        let offset =
          start.map { document.text.string.utf8.distance(from: document.text.string.utf8.startIndex, to: $0) }
          ?? 0
        return TextSpan(offset, min(bytes.count, offset + words.utf8.count))
      }
      document[EntityLayer.self] = [
        Entity(
          id: 1, span: span("سامي علي"), label: .person, name: "سامي علي", cluster: 1, confidence: 1, by: by)
      ]
      var quote = Quote(
        span: span("انتهت الجلسة اليوم"), kind: .direct, cue: nil, speakerType: .named, confidence: 0.9,
        by: by)
      quote.id = 1
      quote.speaker = span("سامي علي")
      quote.speakerName = "سامي علي"
      quote.speakerEntity = 1
      document[QuoteLayer.self] = [quote]
      return document
    }

    private func say(_ members: [String: String]) throws -> Correction {
      try Correction(members.merging(["quote": "q1"]) { given, _ in given })
    }

    @Test func aLineIsTheArticleWithAllThatWasCorrected() throws {
      let folder = try Folder()
      let file = try CorrectionsFile(folder.file)
      #expect(try file.add(say(["wrong": "content", "content": "انتهت الجلسة"]), to: article))
      #expect(try file.add(say(["wrong": "speaker", "speaker": "ليلى حداد", "label": "PER"]), to: article))
      let lines = folder.lines
      #expect(lines.count == 2)
      #expect(lines[0]["entities"] == .null)
      let quote = try #require(lines[1]["quotes"]?.array?.first)
      #expect(quote["surface"] == "انتهت الجلسة")
      #expect(quote["start"] == 25)
      #expect(quote["end"] == 37)
      #expect(quote["speaker"]?["start"] == 0)
      #expect(quote["speaker_resolved"] == "ليلى حداد")
      #expect(quote["speaker_type"] == "named")
      #expect(lines[1]["entities"]?.array?.map { $0["canonical"]?.string } == ["ليلى حداد", "سامي علي"])
      #expect(lines[1]["corrections"]?.array?.map { $0["wrong"]?.string } == ["content", "speaker"])
      #expect(file.marked(in: "a") == ["q1"])
      #expect(file.marked(in: "b") == [])
    }

    @Test func theLastWordHoldsAndIsNotWrittenTwice() throws {
      let folder = try Folder()
      let file = try CorrectionsFile(folder.file)
      #expect(try file.add(say(["wrong": "polarity", "polarity": "denied"]), to: article))
      #expect(try !file.add(say(["wrong": "polarity", "polarity": "denied"]), to: article))
      #expect(try file.add(say(["wrong": "not-a-quote"]), to: article))
      #expect(folder.lines.last?["quotes"] == [])
      #expect(try file.add(say(["wrong": "kind", "kind": "indirect"]), to: article))
      let quote = try #require(folder.lines.last?["quotes"]?.array?.first)
      #expect(quote["kind"] == "indirect")
      #expect(quote["polarity"] == "asserted")
      #expect(folder.lines.count == 3)
    }

    @Test func aFileIsGoneOnWith() throws {
      let folder = try Folder()
      func add(_ members: [String: String]) throws {
        // Whoever had it open before has gone.
        let file = try CorrectionsFile(folder.file)
        _ = try file.add(say(members), to: article)
      }
      try add(["wrong": "polarity", "polarity": "denied"])
      // Of a line that was cut off nobody was told.
      let handle = try #require(FileHandle(forWritingAtPath: folder.file.string))
      handle.seekToEndOfFile()
      handle.write(Data("{\"id\": \"b\", \"te".utf8))
      try handle.close()
      try add(["wrong": "kind", "kind": "mixed"])
      let last = try #require(folder.lines.last?["quotes"]?.array?.first)
      #expect(folder.lines.count == 2)
      #expect(last["polarity"] == "denied")
      #expect(last["kind"] == "mixed")
    }

    @Test func anArticleThatHasChangedKeepsWhatStillStandsInIt() throws {
      let folder = try Folder()
      let file = try CorrectionsFile(folder.file)
      _ = try file.add(say(["wrong": "polarity", "polarity": "denied"]), to: article)
      var changed = article
      changed[QuoteLayer.self] = changed[QuoteLayer.self].map { quotes in
        quotes.map { quote in
          var quote = quote
          quote.id = 4
          return quote
        }
      }
      _ = try file.add(Correction(["quote": "q4", "wrong": "kind", "kind": "mixed"]), to: changed)
      let last = try #require(folder.lines.last?["quotes"]?.array?.first)
      #expect(last["polarity"] == "denied")
      #expect(last["kind"] == "mixed")
    }

    private func problem(_ file: CorrectionsFile, _ members: [String: String]) -> String? {
      do {
        _ = try file.add(say(members), to: article)
        return nil
      } catch { return (error as? Problem)?.code }
    }

    @Test func whatIsNotThereCannotBeCorrected() throws {
      let folder = try Folder()
      let file = try CorrectionsFile(folder.file)
      #expect(problem(file, ["quote": "q2", "wrong": "not-a-quote"]) == "not-found")
      #expect(problem(file, ["wrong": "speaker", "speaker": "جو بايدن"]) == "not-in-article")
      #expect(problem(file, ["wrong": "content", "content": "كلام آخر"]) == "not-in-article")
      #expect(folder.text == "")
    }

    @Test func itGrowsNeitherFastNorLarge() throws {
      let folder = try Folder()
      let file = try CorrectionsFile(folder.file, limits: .init(burst: 1_200, rate: 1, size: 1 << 20))
      #expect(problem(file, ["wrong": "polarity", "polarity": "denied"]) == nil)
      #expect(problem(file, ["wrong": "kind", "kind": "mixed"]) == "too-many-corrections")
      let small = try CorrectionsFile(folder.path.appending("b"), limits: .init(size: 100))
      #expect(problem(small, ["wrong": "polarity", "polarity": "denied"]) == "corrections-full")
      #expect(folder.lines.count == 1)
    }

    @Test func onlyAFileOfItsOwnIsWritten() throws {
      let folder = try Folder()
      let link = folder.path.appending("link")
      try FileManager.default.createSymbolicLink(atPath: link.string, withDestinationPath: folder.file.string)
      func said(_ path: FilePath) -> String? {
        do {
          _ = try CorrectionsFile(path)
          return nil
        } catch { return (error as? Diagnostic)?.message }
      }
      #expect(said(link) == "'\(link)' is a link.")
      #expect(said("/dev/null") == "'/dev/null' is no file.")
      try withExtendedLifetime(CorrectionsFile(folder.file)) {
        #expect(said(folder.file) == "another process is writing '\(folder.file)'.")
      }
      try "kein JSON\n".write(toFile: folder.file.string, atomically: false, encoding: .utf8)
      #expect(said(folder.file) == "the line is no JSON object with an 'id'.")
    }
  }
#endif
