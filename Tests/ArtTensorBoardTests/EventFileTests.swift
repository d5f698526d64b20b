import ArtFiles
import ArtProtobuf
import ArtTestSupport
import Foundation
import Testing

@testable import ArtTensorBoard

struct CRC32CTests {
  /// The values of RFC 3720, appendix B.4, and the usual check of nine digits.
  @Test(
    arguments: [
      ([], 0), ([UInt8](repeating: 0, count: 32), 0x8A91_36AA), ([UInt8](repeating: 255, count: 32), 0x62A8_AB43),
      (Array(0..<32), 0x46DD_794E), (Array((0..<32).reversed()), 0x113F_DB5C), (Array("123456789".utf8), 0xE306_9283),
      (Array("a".utf8), 0xC1D0_4330),
    ] as [([UInt8], UInt32)])
  func checksAreAsPublished(bytes: [UInt8], check: UInt32) { #expect(CRC32C()(bytes) == check) }

  /// Eight bytes at once are as one after the other.
  @Test func lengthsMatchThePlainAlgorithm() {
    func plain(_ bytes: [UInt8]) -> UInt32 {
      ~bytes.reduce(UInt32.max) { value, byte in
        (0..<8).reduce(value ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
      }
    }
    for count in 0..<50 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
      #expect(CRC32C()(bytes) == plain(bytes), "\(count)")
    }
  }

  /// A file that TensorFlow wrote begins with a record of 24 bytes, a time and `brain.Event:2`.
  @Test func aRecordHasItsFrame() {
    let data: [UInt8] = [0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0x1A, 13] + Array("brain.Event:2".utf8)
    let record = RecordFraming().frame(data)
    #expect(Array(record[..<12]) == [24, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22])
    #expect(Array(record[12..<36]) == data && record.count == 40)
    // By TensorBoard's own masked_crc32c.
    #expect(Array(record[36...]) == [0xEE, 0xDF, 0x28, 0xA3])
  }
}

struct EventFileTests {
  private let folder: String
  private let name = "train/tensorboard"

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/artpipe-events-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func withFolder(_ body: () throws -> Void) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body()
  }

  private func names() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []).sorted()
  }

  /// The events of a file; its frames are checked.
  private func events(_ file: String) throws -> [ReadEvent] {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)/\(file)"))
    let records = try ReadEvent.records(data)
    #expect(records.flatMap { RecordFraming().frame($0) } == [UInt8](data))
    return try records.map { try ReadEvent($0) }
  }

  @Test func allKindsOfEventsAreWritten() throws {
    try withFolder {
      let file = try EventFile(in: RunFolder(folder), name, now: { 1_700_000_000.5 })
      #expect(names() == [])
      try file.add([("loss/generator", 0.5), ("loss/discriminator", 1.25)], step: 3)
      try file.add([("loss/generator", 0.75), ("loss/discriminator", -1)], step: 4)
      try file.add([("other", 2)], step: 4)
      try file.add(png: [1, 2, 3], width: 7, height: 5, channels: 3, tag: "samples/1", step: 5)
      try file.add(histogramOf: [0, 1, 2, 3], tag: "weights/w", step: 5)
      try file.restart(at: 5)
      try file.flush()
      #expect(names() == ["events.out.tfevents.1700000000.artpipe"])
      let events = try events(names()[0])
      #expect(events.map(\.step) == [0, 3, 4, 4, 5, 5, 5])
      #expect(events.allSatisfy { $0.wallTime == 1_700_000_000.5 })
      #expect(events[0].fileVersion == "brain.Event:2")
      #expect(events[1].values.map(\.tag) == ["loss/generator", "loss/discriminator"])
      #expect(events[2].values.map(\.scalar) == [0.75, -1])
      #expect(events[3].values.map(\.tag) == ["other"])
      let image = events[4].values[0]
      #expect(image.imageShape == [5, 7, 3] && image.image == Data([1, 2, 3]))
      #expect(events[5].values[0].histogram == [0, 3, 4, 6, 14])
      #expect(events[5].values[0].counts.reduce(0, +) == 4 && events[5].values[0].upperEnds.last == 3)
      #expect(events[6].isStart && events.filter(\.isStart).count == 1)
    }
  }

  /// What was handed over is in the file after a second, whether or not anybody flushes.
  @Test func aKilledProgramLeavesWholeRecords() throws {
    try withFolder {
      var time = 100.0
      let file = try EventFile(in: RunFolder(folder), name, now: { time })
      try file.add([("a", 1)], step: 1)
      #expect(try events(names()[0]).map(\.step) == [0])
      time = 101
      try file.add([("a", 2)], step: 2)
      #expect(try events(names()[0]).map(\.step) == [0, 1, 2])
      time = 101.5
      try file.add([("a", 3)], step: 3)
      #expect(try events(names()[0]).map(\.step) == [0, 1, 2])
      withExtendedLifetime(file) {}
    }
  }

  /// TensorBoard reads files in the order of their names: a later start has a later name, whatever the clock says.
  @Test func eachStartHasAFileOfItsOwn() throws {
    try withFolder {
      for (now, follows) in [(500.0, false), (500, true), (3, true)] {
        let file = try EventFile(in: RunFolder(folder), name, now: { now })
        #expect(file.followsOthers == follows)
        try file.add([("a", Float(now))], step: 1)
      }
      #expect(
        names() == [500, 501, 502].map { "events.out.tfevents.0000000\($0).artpipe" })
      // The last is in the file too: it was let go of.
      #expect(try events(names()[2]).last?.values[0].scalar == 3)
    }
  }
}

struct HistogramTests {
  @Test func numbersLieInTheirBuckets() {
    let histogram = Histogram(of: (0...300).map { Float($0) / 100 - 1 })
    #expect((histogram.low, histogram.high, histogram.count) == (-1, 2, 301))
    #expect(abs(histogram.sum - 150.5) < 1e-3 && abs(histogram.sumOfSquares - 302.505) < 1e-2)
    #expect(histogram.counts.count == 30 && histogram.upperEnds.count == 30)
    #expect(histogram.counts.reduce(0, +) == 301)
    #expect(histogram.upperEnds == histogram.upperEnds.sorted() && histogram.upperEnds.last == 2)
    #expect(histogram.counts.allSatisfy { (9...11).contains($0) })
  }

  private static let most = Float.greatestFiniteMagnitude
  private static let twoEnds = [1] + [Int](repeating: 0, count: 28) + [1]

  @Test(
    arguments: [
      ([], 0, 0, []), ([3, 3], 2.5, 3.5, [2]), ([0], -0.5, 0.5, [1]),
      ([-most, most], -Double(most), Double(most), twoEnds),
      ([0, .leastNonzeroMagnitude], 0, Double(Float.leastNonzeroMagnitude), twoEnds),
    ] as [([Float], Double, Double, [Int])])
  func edgesAreHistogramsToo(numbers: [Float], low: Double, high: Double, counts: [Int]) {
    let histogram = Histogram(of: numbers)
    #expect((histogram.low, histogram.high) == (low, high) && histogram.counts == counts)
    #expect(histogram.count == numbers.count)
  }
}

/// Bytes as protoc's encoder writes them.
struct ProtobufWriterTests {
  /// The examples of the description of the encoding, and edges.
  @Test(
    arguments: [
      (1, 150, [0x08, 0x96, 0x01]), (1, 0, [0x08, 0x00]), (1, 127, [0x08, 0x7F]), (1, 128, [0x08, 0x80, 0x01]),
      (16, 1, [0x80, 0x01, 0x01]), (2, -1, [0x10] + [UInt8](repeating: 0xFF, count: 9) + [0x01]),
      (2, .max, [0x10] + [UInt8](repeating: 0xFF, count: 8) + [0x7F]),
    ] as [(Int, Int, [UInt8])])
  func wholeNumbers(field: Int, number: Int, bytes: [UInt8]) {
    var writer = ProtobufWriter()
    writer.add(field, number)
    #expect(writer.bytes == bytes)
  }

  @Test func otherValues() {
    var writer = ProtobufWriter()
    writer.add(2, "testing")
    writer.add(3) { $0.add(1, 150) }
    writer.add(2, Float(1))
    writer.add(1, -2.0)
    writer.add(6, packed: [1, 0])
    writer.add(4, [UInt8]())
    let expected: [[UInt8]] = [
      [0x12, 0x07] + Array("testing".utf8), [0x1A, 0x03, 0x08, 0x96, 0x01], [0x15, 0, 0, 0x80, 0x3F],
      [0x09, 0, 0, 0, 0, 0, 0, 0, 0xC0], [0x32, 16, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0], [0x22, 0],
    ]
    #expect(writer.bytes == expected.flatMap(\.self))
  }

  /// As TensorFlow's own writer has it: a time of 2, step 3, a scalar `a` of 1.
  @Test func anEventOfAScalar() {
    let event = Event(wallTime: 2, step: 3, content: .summary([.init(tag: "a", value: .scalar(1))]))
    #expect(
      event.encoded == [
        0x09, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x10, 3, 0x2A, 10, 0x0A, 8, 0x0A, 1, 0x61, 0x15, 0, 0, 0x80, 0x3F,
      ])
  }
}

extension RecordFraming {
  fileprivate func frame(_ data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    append(data, to: &bytes)
    return bytes
  }
}
