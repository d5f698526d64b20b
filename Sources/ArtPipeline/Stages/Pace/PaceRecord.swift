import ArtFiles
import ArtGAN
import ArtSettings
import Foundation

/// What was measured of walks whose pace is constant, as `ID-pace.json` keeps it.
struct PaceRecord: Codable {
  /// One walk.
  struct Walk: Codable {
    /// The largest change from frame to frame in the place of the mean one, by the clock and now.
    var ratioBefore: Double
    var ratioAfter: Double
    var transitions: [Transition]

    var pace: Pace {
      Pace(
        lengths: transitions.map(\.change),
        curves: transitions.map { MonotoneCurve(x: $0.shareOfChange, y: $0.shareOfPath) })
    }
  }

  /// The way from one keyframe to the next.
  struct Transition: Codable {
    /// How much it changes in all, in the units of the distance.
    var change: Double
    /// The frame at which it begins, and its frames, by the clock and now.
    var startBefore: Int
    var framesBefore: Int
    var startAfter: Int
    var framesAfter: Int
    /// The speed in equal parts of these times; 1 is the mean of the walk.
    var speedBefore: [Double]
    var speedAfter: [Double]
    /// Where on the path a share of the change is behind.
    var shareOfChange: [Double]
    var shareOfPath: [Double]
  }

  var format = 1
  var distance: VisualDistance
  var framesPerSecond: Double
  var walks: [Walk] = []

  init(distance: VisualDistance, framesPerSecond: Double) {
    self.distance = distance
    self.framesPerSecond = framesPerSecond
  }

  /// The largest record that is read: of 256 walks of some thousand scenes.
  private static let limit = 1 << 30

  init(reading place: FilePlace) throws {
    try self.init(Data(FileReader.contents(of: place, limit: Self.limit)))
  }

  /// - Throws: `UnreadableField` for text that is no record.
  init(_ json: Data) throws(UnreadableField) {
    self = try UnreadableField.explaining(json) { try $0.decode(PaceRecord.self, from: $1) }
  }

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }
}

extension PaceRecord.Walk {
  /// - Parameters:
  ///   - found: What was measured.
  ///   - plain: When transitions come by the clock.
  ///   - paced: When they come now.
  init(_ found: PaceSearch.Found, plain: SceneTime, paced: SceneTime) {
    let before = Self.speeds(found.before, plain)
    let after = Self.speeds(found.after, paced)
    (ratioBefore, ratioAfter) = (before.ratio, after.ratio)
    transitions = found.pace.lengths.indices.map { piece in
      let curve = found.pace.curves[piece]
      return PaceRecord.Transition(
        change: found.pace.lengths[piece],
        startBefore: plain.starts[piece] + plain.scenes[piece].hold, framesBefore: plain.scenes[piece].transition,
        startAfter: paced.starts[piece] + paced.scenes[piece].hold, framesAfter: paced.scenes[piece].transition,
        speedBefore: before.speeds[piece], speedAfter: after.speeds[piece],
        shareOfChange: curve.x, shareOfPath: curve.y)
    }
  }

  /// The speed of each measured step in its transition's time, over the mean of all that move; the largest of them.
  private static func speeds(_ changes: [[Double]], _ time: SceneTime) -> (speeds: [[Double]], ratio: Double) {
    let moving = changes.indices.filter { time.scenes[$0].transition > 0 }
    let frames = moving.reduce(0) { $0 + time.scenes[$1].transition }
    let change = moving.reduce(0) { $0 + changes[$1].reduce(0, +) }
    guard change > 0 else { return (changes.map { $0.map { _ in 0 } }, 1) }
    let mean = change / Double(frames)
    let speeds = changes.indices.map { piece -> [Double] in
      let own = time.scenes[piece].transition
      guard own > 0 else { return changes[piece].map { _ in 0 } }
      let scale = Double(changes[piece].count) / Double(own) / mean
      return changes[piece].map { $0 * scale }
    }
    return (speeds, moving.compactMap { speeds[$0].max() }.max() ?? 1)
  }
}
