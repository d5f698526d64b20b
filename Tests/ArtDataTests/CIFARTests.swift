import ArtSettings
import Foundation
import Testing

@testable import ArtData

/// CIFAR-10's binary version, packed by tar and gzip, and in plain files.
struct CIFARTests {
  private let folder: TemporaryFolder
  private static let names = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  init() throws { folder = try TemporaryFolder() }

  /// Each value tells the file, the image, the channel and the place.
  private func record(_ batch: Int, _ image: Int) -> [UInt8] {
    var bytes = [UInt8((batch * 2 + image) % 10)]
    for place in 0..<3072 {
      let value: Int = place * 7 + (place / 1024) * 50 + batch * 11 + image
      bytes.append(UInt8(truncatingIfNeeded: value))
    }
    return bytes
  }

  private func put(into name: String = "cifar-10-batches-bin") throws {
    for batch in 1...5 { try folder.write("\(name)/data_batch_\(batch).bin", record(batch, 0) + record(batch, 1)) }
    try folder.write("\(name)/test_batch.bin", record(9, 0) + record(9, 1))
    try folder.write("\(name)/batches.meta.txt", Array((Self.names.joined(separator: "\n") + "\n\n").utf8))
    try folder.write("\(name)/readme.html", [60])
  }

  /// - Parameter order: the files as they are to stand in the archive.
  private func pack(_ order: [String] = ["cifar-10-batches-bin"], _ options: String = "-czf") throws {
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    tar.arguments = ["tar", options, "cifar-10-binary.tar.gz"] + order
    try tar.run()
    tar.waitUntilExit()
    try #require(tar.terminationStatus == 0)
  }

  private func load(_ source: CIFARSource) throws -> Dataset { try source.load(DatasetRequest()) }

  @Test func packedAndUnpackedFilesGiveTheSameImages() throws {
    try put()
    // Not in their order, as in the published file.
    let inner = [
      "data_batch_4", "readme", "batches.meta", "data_batch_1", "test_batch", "data_batch_5", "data_batch_2",
    ]
    let ending = ["readme": "html", "batches.meta": "txt"]
    try pack((inner + ["data_batch_3"]).map { "cifar-10-batches-bin/\($0).\(ending[$0] ?? "bin")" })
    #expect(CIFARSource.recognizes(path: folder.path))
    let packed = try load(CIFARSource(path: folder.path + "/cifar-10-binary.tar.gz"))
    let plain = try load(CIFARSource(path: folder.path + "/cifar-10-batches-bin"))
    #expect(packed.contentHash == plain.contentHash)
    #expect(packed.count == 10)
    #expect((packed.height, packed.width, packed.channels) == (32, 32, 3))
    #expect(packed.classNames == Self.names)
    #expect(packed.labels == [2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    // Planes become pixels: the third image is the first of the second file.
    let source = record(2, 0)
    let (place, pixel) = (5 * 32 + 7, packed.imageSize * 2 + (5 * 32 + 7) * 3)
    for channel in 0..<3 { #expect(packed.pixels[pixel + channel] == source[1 + channel * 1024 + place]) }
    let test = try load(CIFARSource(path: folder.path, part: .test))
    #expect(test.labels == [8, 9])
    #expect(try load(CIFARSource(path: folder.path, limit: 3)).labels == [2, 3, 4])
    #expect(try CIFARSource(path: folder.path).imageCount() == 10)
    #expect(try CIFARSource(path: folder.path).classCount() == 10)
    #expect(try CIFARSource(path: folder.path + "/cifar-10-binary.tar.gz").imageCount() == nil)
    try CIFARSource(path: folder.path).check()
  }

  @Test func imagesAreFittedToWhatIsAskedFor() throws {
    try put()
    let set = try CIFARSource(path: folder.path).load(DatasetRequest(height: 16, width: 16, channels: 1))
    #expect((set.height, set.width, set.channels, set.count) == (16, 16, 1, 10))
  }

  /// A file of an archive as POSIX has it.
  private func entry(_ name: String, _ bytes: [UInt8], kind: Character = "0") -> [UInt8] {
    func field(_ text: String, _ count: Int) -> [UInt8] {
      Array(text.utf8) + [UInt8](repeating: 0, count: count - text.utf8.count)
    }
    func octal(_ number: Int, _ count: Int) -> [UInt8] {
      let digits = String(number, radix: 8)
      return field(String(repeating: "0", count: count - 1 - digits.count) + digits, count)
    }
    var header: [UInt8] = []
    for part in [field(name, 100), octal(0o644, 8), octal(0, 8), octal(0, 8), octal(bytes.count, 12), octal(0, 12)] {
      header += part
    }
    for part in [[UInt8](repeating: 32, count: 8), Array(String(kind).utf8), field("", 100), field("ustar", 255)] {
      header += part
    }
    header.replaceSubrange(148..<156, with: octal(header.reduce(0) { $0 + Int($1) }, 7) + [32])
    let filling = [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    return header + bytes + filling
  }

  /// Nothing is written, wherever names in an archive lead, and what is no file is none.
  @Test func namesThatLeadOutOfTheArchiveAreOnlyNames() throws {
    var archive = entry("data_batch_2.bin", [], kind: "5") + entry("data_batch_1.bin", [], kind: "2")
    for batch in 1...5 {
      let name = ["../../../data_batch_\(batch).bin", "/tmp/artpipe-evil/data_batch_\(batch).bin"][batch % 2]
      archive += entry(name, record(batch, 0))
    }
    try folder.write("in/cifar-10-binary.tar.gz", GzipBuilder.file(archive + [UInt8](repeating: 0, count: 1024)))
    let set = try load(CIFARSource(path: folder.path + "/in"))
    #expect(set.labels == [2, 4, 6, 8, 0])
    #expect(set.classNames == (0..<10).map(String.init))
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == ["in", "in/cifar-10-binary.tar.gz"])
    #expect(!FileManager.default.fileExists(atPath: "/tmp/artpipe-evil"))
  }

  @Test func whatIsDamagedIsTold() throws {
    try put()
    try pack()
    let archive = folder.path + "/cifar-10-binary.tar.gz"
    let good = try Data(contentsOf: URL(fileURLWithPath: archive))
    func message(_ change: (inout Data) -> Void) throws -> String? {
      var bytes = good
      change(&bytes)
      try bytes.write(to: URL(fileURLWithPath: archive))
      do {
        _ = try load(CIFARSource(path: archive))
        return nil
      } catch { return "\(error)".replacing(folder.path, with: "TMP") }
    }
    #expect(try message { _ in } == nil)
    #expect(try message { $0 = $0.prefix($0.count / 2) }?.contains("the gzip data is cut short") == true)
    #expect(try message { $0[$0.count / 2] ^= 0x55 }?.hasPrefix("TMP/cifar-10-binary.tar.gz: the ") == true)
    // Another archive, and a tar whose header is changed.
    try pack(["cifar-10-batches-bin/readme.html"])
    #expect(throws: DatasetError.self) { try load(CIFARSource(path: archive)) }
    try folder.write("cifar-10-batches-bin/data_batch_2.bin", Array(record(2, 0).dropLast()))
    let cut = #expect(throws: DatasetError.self) { try load(CIFARSource(path: folder.path)) }
    #expect(cut?.reason == "its 3,072 bytes do not divide into images of 3,073 bytes")
    try folder.write("cifar-10-batches-bin/data_batch_2.bin", [10] + Array(record(2, 0).dropFirst()))
    #expect(
      #expect(throws: DatasetError.self) { try load(CIFARSource(path: folder.path)) }?.reason
        == "image 0 is of class 10; there are 10")
    try FileManager.default.removeItem(atPath: folder.path + "/cifar-10-batches-bin/data_batch_3.bin")
    #expect(throws: DatasetError.self) { try CIFARSource(path: folder.path).check() }
    #expect(!CIFARSource.recognizes(path: folder.path + "/cifar-10-batches-bin/readme.html"))
    #expect(!CIFARSource.recognizes(path: folder.path + "/nowhere"))
  }

  /// Each byte of the headers may be wrong.
  @Test func aTarWithAnyHeaderIsReadOrRefused() throws {
    try put()
    try pack(["cifar-10-batches-bin"], "-cf")
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/cifar-10-binary.tar.gz")))
    let names = ["data_batch_1.bin"]
    #expect(try TarStream(PlainStream(bytes), name: "a").contents(of: names)[names[0]] == record(1, 0) + record(1, 1))
    // But for what stands behind the number of the sum.
    for place in 0..<512 where place != 155 {
      var changed = bytes
      changed[place] ^= 0xFF
      #expect(throws: DatasetError.self) { try TarStream(PlainStream(changed), name: "a").contents(of: names) }
    }
    for count in stride(from: 1, to: bytes.count, by: 997) {
      _ = try? TarStream(PlainStream(Array(bytes.prefix(count))), name: "a").contents(of: names)
    }
  }
}
