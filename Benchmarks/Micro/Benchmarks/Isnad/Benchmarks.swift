import Benchmark
import Isnad
import IsnadArabic
import IsnadStages
import SystemPackage

/// Every part of the chain alone, over the project's own articles.
///
/// Processor time is what counts: the machines are shared. Its unit is ten milliseconds, so a run is a pass over eight
/// megabytes of text. The thresholds in Thresholds/ allow for a machine of a quarter of the speed; what they find is a
/// loop that went quadratic, or letters in a hot path.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.cpuTotal], warmupIterations: 1, maxDuration: .seconds(4), maxIterations: 20,
    thresholds: [.cpuTotal: .init(relative: [.p50: 300])])
  let texts = Articles.texts(bytes: 8 << 20)

  Benchmark("normalise with alignment") { _ in
    let normalizer = Normalizer(Normalization())
    for text in texts { blackHole(normalizer(text)) }
  }
  Benchmark("tokens and sentences") { _ in
    let (tokenizer, splitter) = (Tokenizer(), SentenceSplitter())
    for text in texts {
      let tokens = tokenizer(text)
      blackHole(splitter(tokens, marks: QuotationMarks(tokens)))
    }
  }
  let stages: [(name: String, stage: String, options: String, before: [String])] = [
    ("names with the model", "entity-tagger", "", ["normalizer"]),
    ("names without it", "entity-tagger", "model: none", ["normalizer"]),
    ("numbers", "number-extractor", "", ["normalizer"]),
    ("quotes", "quote-attributor", "", ["normalizer", "entity-tagger", "number-extractor"]),
  ]
  for entry in stages {
    Benchmark(entry.name) { benchmark, work in
      benchmark.startMeasurement()
      for document in work.documents {
        var document = document
        try work.stage.process(&document)
        blackHole(document)
      }
      benchmark.stopMeasurement()
    } setup: {
      try await StageWork(entry.stage, entry.options, after: entry.before, texts)
    }
  }
  Benchmark("JSON out") { benchmark, documents in
    let encoder = JSONLinesEncoder(offsets: .codepoint, layers: [])
    for document in documents { blackHole(encoder.encode(document)) }
  } setup: {
    try await StageWork.documents(
      after: ["normalizer", "entity-tagger", "number-extractor", "quote-attributor"], texts)
  }
  // Of these two the difference, by two million, is what a document and a stage that does nothing cost.
  for stages in [0, FrameworkCost.stages] {
    Benchmark("100000 documents and \(stages) stages that do nothing") { benchmark in
      let pipeline = try await FrameworkCost.pipeline(stages: stages)
      benchmark.startMeasurement()
      blackHole(try await Runner(pipeline).run())
      benchmark.stopMeasurement()
    }
  }
  Benchmark("100000 tiny documents read and written") { benchmark in
    let pipeline = try await FrameworkCost.throughFiles()
    benchmark.startMeasurement()
    blackHole(try await Runner(pipeline).run())
    benchmark.stopMeasurement()
  }
  // The time on the wall: a stage that waits takes no other. In turn it must take at least fifteen times as long.
  let waits: [(name: String, inFlight: Int?)] = [
    ("\(Service.documents) documents and a service at 50 ms", nil),
    ("\(Service.documents) documents and a service at 50 ms in turn", 1),
  ]
  for (name, inFlight) in waits {
    Benchmark(
      name,
      configuration: .init(
        metrics: [.wallClock], warmupIterations: 0, maxDuration: .seconds(120), maxIterations: 2,
        thresholds: [.wallClock: .init(relative: [.p50: 100])])
    ) { benchmark in
      let pipeline = try await Service.pipeline(inFlight: inFlight)
      benchmark.startMeasurement()
      blackHole(try await Runner(pipeline).run())
      benchmark.stopMeasurement()
    }
  }
  let pipeline = Articles.pipeline(stages: 200)
  Benchmark("YAML of 200 stages 100 times") { _ in
    for _ in 0..<100 {
      blackHole(PipelineLoader.load(pipeline, file: "many.yaml", variables: Variables([:])))
    }
  }
}
