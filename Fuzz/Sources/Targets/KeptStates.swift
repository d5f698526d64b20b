import ArtCPU
import ArtFiles
import ArtGAN
import ArtNN
import ArtTensor
import Foundation

@testable import ArtPipeline

/// What stages keep in a run folder and read back.
extension FuzzTarget {
  /// What a search has found so far. Its tensors are those of a changed file, with a hash that fits: without it nothing behind
  /// the hash would be tried.
  static let searchState = FuzzTarget("search-state") { input in
    let path = input.file("fuzz.safetensors")
    guard let changed = attempt({ try Safetensors(path: path) }) else { return }
    let state = SearchState.Form(images: 2, starts: 3, kept: 2, coordinates: 2, classes: 1)
    attempt {
      try SafetensorsWriter.write(
        changed.tensors, metadata: SearchState.kind.format.metadata(changed.metadata), to: .typed(path))
      let found = try StageState.content(
        of: SafetensorsReader(path: path), SearchState.kind, key: "fuzz", 1...state.images, shapes: state.shapes)
      guard case .state(let tensors, let done) = found, let images = state.found(tensors, done) else { return }
      precondition(images.count == done && (1...2).contains(done))
      for image in images {
        precondition(image.found.count == 2 && image.starts.count == 3)
        precondition(image.found.allSatisfy { $0.point.count == 3 && (0..<3).contains($0.start) })
      }
    }
  }

  /// The record of a constant pace, and the frames of walks that follow from it.
  static let pace = FuzzTarget("pace") { input in
    attempt {
      let record = try PaceRecord(Data(input.bytes))
      try record.validate(walks: 1, pieces: 2, by: .pixels)
      let scenes = [3, 40].map { SceneTime.Scene(hold: 1, transition: $0) }
      for walk in record.walks {
        let time = SceneTime(scenes, isClosed: true).sharingFrames(by: walk.pace.lengths, isFixed: [false, false])
        let paced = PacedTime(time, pace: walk.pace)
        precondition(paced.count == 45)
        var last = 0.0
        for frame in 0..<paced.count {
          let place = paced.place(of: frame)
          let now = Double(place.piece) + place.share
          precondition((0...2).contains(now) && now >= last)
          last = now
        }
      }
    }
  }
}
