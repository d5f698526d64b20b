import ArtGAN
import Foundation

/// The time of a walk that a sound pushes: an even advance from keyframe to keyframe, and a push at each onset that dies
/// away. Every keyframe is reached at its frame exactly, however strong the pushes between are.
struct SoundTime: TimeMap, Hashable {
  private let places: [PathPlace]

  var count: Int { places.count }

  func place(of frame: Int) -> PathPlace { places[frame] }

  /// In this time a push falls to 1/e, in seconds.
  private static let decay = 0.12

  /// - Parameters:
  ///   - onsets: Moments in seconds, and strengths from 0 to 1.
  ///   - spans: For each piece of the path the frames that it takes: from the last one at its first keyframe to the one that
  ///     reaches the next. Between them the walk stands still.
  ///   - frames: The number of frames.
  ///   - framesPerSecond: Their rate.
  ///   - reactivity: The share of each piece that is covered in pushes.
  init(
    onsets: [(time: Double, strength: Double)], spans: [Range<Int>], frames: Int, framesPerSecond: Double,
    reactivity: Double
  ) {
    // What is pushed on the way to each frame. The image jumps with the frame that is nearest to the onset.
    var pushes = [Double](repeating: 0, count: frames + 1)
    for onset in onsets {
      let frame = Int((onset.time * framesPerSecond).rounded())
      if pushes.indices.contains(frame) { pushes[frame] += onset.strength }
    }
    let kept = exp(-1 / (Self.decay * framesPerSecond))
    for frame in pushes.indices.dropFirst() { pushes[frame] += kept * pushes[frame - 1] }
    let pushed = spans.map { span in span.reduce(0.0) { $0 + pushes[min($1 + 1, frames)] } }

    var places: [PathPlace] = []
    var (piece, behind) = (0, 0.0)
    for frame in 0..<frames {
      while piece + 1 < spans.count, frame >= spans[piece].upperBound { (piece, behind) = (piece + 1, 0) }
      let span = spans[piece]
      if frame >= span.upperBound {
        behind = 1
      } else if frame > span.lowerBound {
        let share = pushed[piece] > 0 ? reactivity : 0
        behind += (1 - share) / Double(span.count)
        if share > 0 { behind += share * pushes[frame] / pushed[piece] }
      }
      places.append(PathPlace(piece: piece, share: min(behind, 1)))
    }
    self.places = places
  }

  /// The spans of pieces that follow each other without a rest.
  ///
  /// - Parameters:
  ///   - starts: The frame at which each piece begins: 0, then growing.
  ///   - isClosed: Whether the walk returns to its first keyframe; it does so with the frame behind the last.
  static func spans(starts: [Int], frames: Int, isClosed: Bool) -> [Range<Int>] {
    let ends = starts.dropFirst() + [isClosed ? frames : max(frames - 1, 1)]
    return zip(starts, ends).map { $0..<max($0, $1) }
  }

  /// The frames at which pieces begin where scenes change every so many beats. Scenes are at least a quarter of a second
  /// long.
  ///
  /// - Returns: Only the first, 0, where there are too few beats.
  static func starts(
    beats: [Double], each count: Int, frames: Int, framesPerSecond: Double
  ) -> [Int] {
    let least = max(1, Int((framesPerSecond / 4).rounded(.up)))
    var starts = [0]
    for index in stride(from: count, to: beats.count, by: count) {
      let frame = Int((beats[index] * framesPerSecond).rounded())
      if frame - starts[starts.count - 1] >= least, frames - 1 - frame >= least { starts.append(frame) }
    }
    return starts
  }

  /// The frames at which a given number of pieces begin: spread evenly, each at the nearest beat where one is within half
  /// of its length.
  static func starts(
    pieces: Int, beats: [Double], frames: Int, framesPerSecond: Double, isClosed: Bool
  ) -> [Int] {
    let end = isClosed ? frames : max(frames - 1, 1)
    var starts = [0]
    let snapped = beats.map { Int(($0 * framesPerSecond).rounded()) }
    for piece in 1..<max(pieces, 1) {
      let even = piece * end / pieces
      let near = snapped.min { abs($0 - even) < abs($1 - even) }
      let isNear = near.map { 2 * abs($0 - even) * pieces <= end } ?? false
      let wanted = isNear ? near ?? even : even
      // Each piece keeps a frame at least, where there are as many frames.
      starts.append(min(max(min(wanted, end - (pieces - piece)), starts[piece - 1] + 1), end))
    }
    return starts
  }
}
