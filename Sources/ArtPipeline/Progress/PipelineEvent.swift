/// What a running pipeline tells about itself.
public enum PipelineEvent: Sendable {
  /// A stage begins.
  case began(stage: String, summary: String)
  /// A stage goes on.
  case progress(StageProgress)
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

/// How far a stage is.
public struct StageProgress: Sendable {
  public var stage: String
  public var done: Int
  public var total: Int
  /// What is counted: `step`, `frame`.
  public var unit: String
  /// Images per second.
  public var imagesPerSecond: Double?
  /// Numbers worth watching, such as losses.
  public var values: [(name: String, value: Double)]
  public var secondsLeft: Double?
  /// What is done at present, where there are parts that take a while each.
  public var doing: String?

  public init(
    stage: String, done: Int, total: Int, unit: String, imagesPerSecond: Double? = nil,
    values: [(name: String, value: Double)] = [], secondsLeft: Double? = nil, doing: String? = nil
  ) {
    self.stage = stage
    self.done = done
    self.total = total
    self.unit = unit
    self.imagesPerSecond = imagesPerSecond
    self.values = values
    self.secondsLeft = secondsLeft
    self.doing = doing
  }
}
