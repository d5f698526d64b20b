public import ArtMedia

/// What a running pipeline tells about itself.
public enum PipelineEvent: Sendable {
  /// A stage begins: the which of how many.
  case began(stage: String, summary: String, number: Int, count: Int)
  /// A stage goes on.
  case progress(StageProgress)
  /// A training has drawn the same points again, and written them to a file.
  case samples(stage: String, step: Int, images: [PixelImage], file: String)
  /// A stage has ended.
  case ended(stage: String, seconds: Double, files: [String])
  /// A stage was not run, because nothing it depends on has changed.
  case unchanged(stage: String, files: [String])
  /// Something worth knowing.
  case note(String)
  /// Something that is probably not as it should be.
  case warning(String)
}

/// Takes the events of a pipeline; called on the thread that runs it.
public typealias PipelineObserver = @Sendable (PipelineEvent) -> Void
