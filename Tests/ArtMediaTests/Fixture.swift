import ArtMedia
import Foundation
import Testing

/// One of the committed image files and what must come out of it. `Tools/goldens/images.py` makes them.
struct Fixture: Sendable, CustomTestStringConvertible {
  let name: String
  let expected: PixelImage
  /// The largest and mean difference of samples that a decoder may show.
  let largest: Int
  let mean: Double

  var testDescription: String { name }
  var path: String { Fixture.folder + "/" + name }
  var bytes: [UInt8] { get throws { try Fixture.read(path) } }

  static func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

  static let folder = String(#filePath.dropLast("/Fixture.swift".count)) + "/Fixtures"

  static let all: [Fixture] = {
    struct Entry: Decodable {
      let width, height, channels, largest: Int
      let mean: Double
      let samples: Data
    }
    do {
      let data = try Data(contentsOf: URL(filePath: folder + "/expected.json"))
      return try JSONDecoder().decode([String: Entry].self, from: data).map { name, entry in
        Fixture(
          name: name,
          expected: try PixelImage(
            width: entry.width, height: entry.height, channels: entry.channels, pixels: Array(entry.samples)),
          largest: entry.largest, mean: entry.mean)
      }.sorted { $0.name < $1.name }
    } catch {
      // An empty list would make tests pass by doing nothing; `fixturesAreComplete` sees to that.
      return []
    }
  }()

  static func named(_ name: String) throws -> Fixture {
    guard let fixture = all.first(where: { $0.name == name }) else {
      throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: name])
    }
    return fixture
  }
}
