import ArtGAN
import ArtMedia
import ArtNN
import ArtTensor

/// What one checkpoint after the other makes images of: always the same, so that what differs is what the model has learnt.
protocol GrowthSubject: Sendable {
  /// Images side by side; known once they are prepared.
  var trackCount: Int { get }

  /// The images' height, width and channels.
  func imageShape() throws -> Shape

  /// As for ``ImageSource/prepare(_:)``.
  func prepare(_ check: () throws -> Void) throws

  /// - Parameter checkpoint: One of those that are shown, for its networks.
  func drawing(_ checkpoint: Checkpoint, by execution: Execution) throws -> any GrowthDrawing
}

/// Makes images with the weights of a moment of a training, or of one between two.
protocol GrowthDrawing: AnyObject {
  /// Takes the weights between two moments.
  ///
  /// - Throws: `SamplingError.missingWeight` for a checkpoint of other networks.
  func take(_ from: Checkpoint, _ to: Checkpoint, share: Double) throws

  /// Makes the images of a frame, one for each track.
  func draw(_ frame: Int, _ body: (PixelImage) throws -> Void) throws
}

/// Points of a model that makes images from noise, or walks over them.
struct GrowthPoints: GrowthSubject {
  let tracks: [GeneratorImages.Track]
  let shape: Shape
  /// The size that the images are made in; nil for the model's own.
  let size: Size2D?

  var trackCount: Int { tracks.count }

  func imageShape() -> Shape { size.map { [$0.height, $0.width, shape.channels] } ?? shape }

  func prepare(_ check: () throws -> Void) throws { try tracks.prepare(check) }

  func drawing(_ checkpoint: Checkpoint, by execution: Execution) throws -> any GrowthDrawing {
    let sampler = try BlendedSampler(checkpoint, count: tracks.count, size: size, device: execution.device)
    for plan in sampler.plans { execution.programs.add("sampling", plan) }
    return Drawing(tracks: tracks, sampler: sampler)
  }

  private final class Drawing: GrowthDrawing {
    private let tracks: [GeneratorImages.Track]
    private let sampler: BlendedSampler

    init(tracks: [GeneratorImages.Track], sampler: BlendedSampler) {
      (self.tracks, self.sampler) = (tracks, sampler)
    }

    func take(_ from: Checkpoint, _ to: Checkpoint, share: Double) throws {
      try sampler.take(from, to, share: share)
    }

    // Each frame fills a batch from its start: an image is the same whatever is asked for before it.
    func draw(_ frame: Int, _ body: (PixelImage) throws -> Void) throws {
      try sampler.forEach(tracks.map { $0.point(frame) }, body)
    }
  }
}
