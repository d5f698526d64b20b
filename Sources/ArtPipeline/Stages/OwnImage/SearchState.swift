import ArtFiles
import ArtGAN
import ArtSettings
import Foundation

/// What a stage has found of its images, in a file of the run folder that is gone when it is done. Numbers are kept by their
/// bits, so that a stage that was stopped ends with the same ones.
struct SearchState {
  /// What was found of one image, and the loss of each start.
  typealias Found = (found: [ProjectedPoint], starts: [Float])

  private let context: StageContext
  private let name: String

  init(_ context: StageContext) {
    self.context = context
    name = "\(context.id).search.json"
  }

  private struct File: Codable {
    var key: String
    var images: [Image]
  }

  private struct Image: Codable {
    var points: [Point]
    var starts: [UInt32]
  }

  private struct Point: Codable {
    var point: [UInt32]
    var start: Int
    var loss: UInt32
    var pixels: UInt32
  }

  func write(_ found: [Found]) throws {
    guard let cache = context.cache else { return }
    let images = found.map { image in
      Image(
        points: image.found.map { found in
          Point(
            point: found.point.map(\.bitPattern), start: found.start, loss: found.loss.bitPattern,
            pixels: found.pixels.bitPattern)
        }, starts: image.starts.map(\.bitPattern))
    }
    let data = try JSONEncoder().encode(File(key: cache.key.hex, images: images))
    try context.folder.file(name).write(Array(data))
  }

  /// What an earlier run of the same work found; nothing where it was another, or its file is spoilt: that costs no more than
  /// the work.
  func read() -> [Found] {
    guard let cache = context.cache, !cache.isForced, context.folder.exists(name),
      let bytes = try? FileReader.contents(of: context.folder.file(name), limit: 1 << 30),
      let file = try? JSONDecoder().decode(File.self, from: Data(bytes)), file.key == cache.key.hex
    else { return [] }
    return file.images.map { image in
      let points = image.points.map { point in
        ProjectedPoint(
          point: point.point.map { Float(bitPattern: $0) }, start: point.start, loss: Float(bitPattern: point.loss),
          pixels: Float(bitPattern: point.pixels))
      }
      return (points, image.starts.map { Float(bitPattern: $0) })
    }
  }

  /// A file that stays does no harm: it is used only by the work that it belongs to.
  func remove() { try? context.folder.remove(name) }
}
