import ArtGAN
import ArtNN
import ArtSettings

/// Walks through keyframes that are known, and what tells when they are where: a clock, a track, or what the images change.
struct KeyframeWalks {
  /// The paths, and when keyframes come by the clock.
  private let walks: PacedWalks
  /// The time of each walk; nil for a constant pace, which is measured.
  private let time: (any TimeMap)?
  private let drive: SoundDrive?
  private let moves: SoundMoves?
  /// The images' size; nil for the model's own.
  private let size: Size2D?
  private let fingerprint: SettingValue

  /// - Parameters:
  ///   - walks: The paths, and when keyframes come by the clock.
  ///   - time: The time of each walk; nil for a constant pace.
  ///   - drive: The track that the walks are cut to.
  ///   - fingerprint: What the walks follow from, besides the track.
  /// - Throws: As `ModelArtifact.checkpoint()`.
  init(
    _ walks: PacedWalks, time: (any TimeMap)?, drive: SoundDrive?, size: Size2D?, fingerprint: SettingValue
  ) throws {
    self.walks = walks
    self.time = time
    self.drive = drive
    moves = try drive?.moves(in: walks.model.checkpoint().definition)
    self.size = size
    var all = fingerprint
    if let drive { all["sound"] = drive.fingerprint }
    self.fingerprint = all
  }

  /// The walks as a stage gives them, and the files of a pace that was measured.
  func run(_ context: StageContext) throws -> StageResult {
    if let time { return StageResult(.images(stream(walks.paths.map { _ in time }))) }
    let (times, files) = try walks.run(context)
    return StageResult(.images(stream(times)), files: files)
  }

  /// The walks with the pace that an earlier run has measured.
  func restore(_ context: StageContext) throws -> Artifact { .images(stream(try walks.restore(context))) }

  private func stream(_ times: [any TimeMap]) -> ImageStream {
    let tracks = zip(walks.paths, times).map { path, time in
      GeneratorImages.Track(
        count: time.count,
        making: { [moves] in
          let walk = ModelWalk(try path.value(), time: time)
          return { moves?.moved(walk[$0], frame: $0) ?? walk[$0] }
        })
    }
    return ImageStream(
      GeneratorImages(model: walks.model, tracks: tracks, size: size), framesPerSecond: walks.framesPerSecond,
      sound: drive?.streamSound, fingerprint: fingerprint)
  }
}

extension StageInputs {
  /// The earlier stage's samples, where it gives images: their model, their points and what they follow from.
  ///
  /// - Throws: ``PipelineError`` for images that are not those of single points.
  func samplesToWalkThrough() throws(PipelineError) -> (
    model: ModelArtifact, track: GeneratorImages.Track, fingerprint: SettingValue
  )? {
    guard case .images(let stream) = artifact else { return nil }
    guard let samples = stream.points, let track = samples.tracks.first else {
      throw PipelineError(
        .data, "the images of the stage before are not those of single points, so nothing leads between them")
    }
    return (samples.model, track, stream.fingerprint)
  }
}
