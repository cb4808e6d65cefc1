import Isnad
import IsnadArabic

/// The file of a network. On disk, little-endian: a ``ModelHeader`` (`ISNADNET`) with the ``NetworkShape`` and what is
/// known of the training; then
/// the words' fingerprints (UInt64), the tables (each its scale, Float32, and its numbers, Int8), the matrices (each
/// a scale a row, Float32, and its numbers, Int8), and numbers that stay as they are (Float32).
extension NetworkModel {
  static let version: UInt32 = 1
  static let magic = Array("ISNADNET".utf8)

  static func isNetwork(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.prefix(8).elementsEqual(magic) }

  /// - Throws: ``TaggerModelError`` where the bytes are no network, are cut off, or have another version.
  init(_ bytes: UnsafeRawBufferPointer, opinion: TaggerModel) throws(TaggerModelError) {
    let start = try ModelHeader(bytes, magic: Self.magic, version: Self.version)
    let header = start.json
    guard let shape = NetworkShape(header),
      shape.labels == opinion.labels, let weight = header["opinion_weight"]?.double,
      case let opinionWeight = Float(weight), (0...10).contains(opinionWeight)
    else { throw .notAModel }
    guard bytes.count == start.end + shape.byteCount else { throw .cut(bytes.count) }
    var reader = NetworkNumbers(bytes: bytes, place: start.end)
    var words = FingerprintTable<Int32>(capacity: shape.words)
    for row in 0..<shape.words { words[reader.fingerprint()] = Int32(row) }
    let tables = shape.tables.map { size in
      ByteTable(
        scale: reader.floats(1)[0], columns: size.columns, numbers: reader.bytes(size.rows * size.columns))
    }
    let matrices = shape.matrices.map { reader.matrix(rows: $0.rows, columns: $0.columns) }
    let floats = shape.floats.map { reader.floats($0) }
    guard reader.areSound, LabelChain.areSound(floats[3]) else { throw .notAModel }
    self.shape = shape
    self.header = header
    self.opinion = opinion
    self.opinionWeight = opinionWeight
    self.words = words
    (vectors, letters, features) = (tables[0], tables[1], tables[2])
    (input, gates, output) = (matrices[0], matrices[1], matrices[6])
    (forwardOpinion, backwardOpinion) = (matrices[2], matrices[3])
    forward = Recurrence(size: shape.hidden, isForward: true, matrix: matrices[4])
    backward = Recurrence(size: shape.hidden, isForward: false, matrix: matrices[5])
    (inputBias, gatesBias, outputBias) = (floats[0], floats[1], floats[2])
    chain = LabelChain(labels: shape.labels, transitions: floats[3])
    calibration = header["calibration"].flatMap(Calibration.init) ?? Calibration()
  }

  /// Makes the file of what a training has left: small numbers of large ones, each table with a scale, each matrix
  /// with one a row.
  /// - Parameters:
  ///   - words: as many as the shape says, each once.
  ///   - numbers: the tables, the matrices and the other numbers, one behind the other.
  ///   - notes: what the header says beside the shape.
  static func encode(
    _ shape: NetworkShape, words: [String], numbers: [Float], notes: [JSONValue.Member]
  ) -> [UInt8]? {
    let sizes = (shape.tables + shape.matrices).map { $0.rows * $0.columns } + shape.floats
    guard words.count == shape.words, numbers.count == sizes.reduce(0, +) else { return nil }
    var bytes = ModelHeader.bytes(magic: magic, version: version, shape.json + notes)
    for word in words { bytes.append(bytesOf: Fingerprint.of(word)) }
    var place = 0
    func small(_ count: Int) -> (scale: Float, numbers: [UInt8]) {
      let part = numbers[place..<place + count]
      place += count
      let scale = max(part.reduce(0) { max($0, abs($1)) }, 1e-9) / 127
      return (scale, part.map { UInt8(bitPattern: Int8(($0 / scale).rounded())) })
    }
    for table in shape.tables {
      let part = small(table.rows * table.columns)
      bytes.append(bytesOf: part.scale.bitPattern)
      bytes += part.numbers
    }
    for matrix in shape.matrices {
      let rows = (0..<matrix.rows).map { _ in small(matrix.columns) }
      for row in rows { bytes.append(bytesOf: row.scale.bitPattern) }
      for row in rows { bytes += row.numbers }
    }
    for number in numbers[place...] { bytes.append(bytesOf: number.bitPattern) }
    return bytes
  }
}

/// Reads the numbers of a file whose size has been checked, one behind the other.
private struct NetworkNumbers {
  let bytes: UnsafeRawBufferPointer
  var place: Int
  /// No number read so far was so large that sums of many would be infinite, or none at all.
  var areSound = true

  mutating func fingerprint() -> UInt64 {
    defer { place += 8 }
    return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  mutating func floats(_ count: Int) -> [Float] {
    let start = place
    place += count * 4
    let floats = (0..<count).map {
      Float(
        bitPattern: UInt32(
          littleEndian: bytes.loadUnaligned(fromByteOffset: start + $0 * 4, as: UInt32.self)))
    }
    if !floats.allSatisfy({ abs($0) <= 1e6 }) { areSound = false }
    return floats
  }

  mutating func bytes(_ count: Int) -> [Int8] {
    defer { place += count }
    return [Int8](UnsafeRawBufferPointer(rebasing: bytes[place..<place + count]).bindMemory(to: Int8.self))
  }

  mutating func matrix(rows: Int, columns: Int) -> DenseMatrix {
    let scales = floats(rows)
    return DenseMatrix(rows: rows, columns: columns, bytes(rows * columns), scales: scales)
  }
}
