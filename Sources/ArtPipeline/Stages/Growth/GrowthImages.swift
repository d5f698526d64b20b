import ArtFiles
import ArtGAN
import ArtMedia
import ArtNN
import ArtSettings
import ArtTensor

/// The frames of a model that learns: the same points or inputs, drawn by one checkpoint of its training after the other. At
/// most two checkpoints are in memory at a time.
struct GrowthImages: ImageSource {
  let kept: KeptCheckpoints
  /// When each checkpoint's turn comes; its pieces lead from one to the next.
  let time: SceneTime
  let subject: any GrowthSubject

  var count: Int { time.count }
  var trackCount: Int { subject.trackCount }

  func prepare(_ check: () throws -> Void) throws { try subject.prepare(check) }

  func imageShape() throws -> Shape { try subject.imageShape() }

  /// The steps that the checkpoint has learnt for which a frame stands: of two, the one that has at least half of the weight.
  func label(of frame: Int) -> FrameLabel {
    let place = time.place(of: frame)
    let step = kept.moments[place.share < 0.5 ? place.piece : place.piece + 1].step
    return FrameLabel([Counted.text(step, "step"), Counted.text(step)])
  }

  func forEachImage(
    of frames: some Sequence<Int>, by execution: Execution, _ body: (PixelImage) throws -> Void
  ) throws {
    try prepare {}
    var held: [Int: Checkpoint] = [:]
    func checkpoint(_ index: Int) throws -> Checkpoint {
      if let known = held[index] { return known }
      let read = try kept.checkpoint(index, execution.components)
      held[index] = read
      return read
    }
    var drawing: (any GrowthDrawing)?
    var taken: PathPlace?
    for frame in frames {
      let place = time.place(of: frame)
      held = held.filter { $0.key == place.piece || $0.key == place.piece + 1 }
      if taken != place {
        // Where one is enough the other is not read.
        let first = try checkpoint(place.share == 1 ? place.piece + 1 : place.piece)
        let second = place.share == 0 ? first : try checkpoint(place.piece + 1)
        let own = try drawing ?? subject.drawing(first, by: execution)
        drawing = own
        do {
          try own.take(first, second, share: place.share == 1 ? 0 : place.share)
        } catch SamplingError.missingWeight(let name) {
          throw PipelineError(
            .data,
            "\(kept.moments[place.piece].file.path): its weight '\(name)' is not that of the other checkpoints: they are of "
              + "another model; keep those of one training in the folder")
        }
        taken = place
      }
      try drawing?.draw(frame, body)
    }
  }
}
