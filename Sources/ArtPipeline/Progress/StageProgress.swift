/// How far a stage is.
public struct StageProgress: Sendable {
  /// A number worth watching, such as a loss.
  public struct Reading: Hashable, Sendable {
    /// `generator loss`.
    public var name: String
    /// The name where there is little room: `G`.
    public var short: String
    public var value: Double
    /// The best value so far, of a metric.
    public var best: Double?

    public init(_ name: String, short: String, _ value: Double, best: Double? = nil) {
      self.name = name
      self.short = short
      self.value = value
      self.best = best
    }
  }

  public var stage: String
  public var done: Int
  public var total: Int
  /// What is counted: `step`, `frame`.
  public var unit: String
  /// Images per second.
  public var imagesPerSecond: Double?
  /// Numbers worth watching, the most important first.
  public var readings: [Reading]
  public var secondsLeft: Double?
  /// The same of all stages that are left, this one included; nil where there is nothing to tell it by.
  public var runSecondsLeft: Double?
  /// What is done at present, where there are parts that take a while each.
  public var doing: String?
  /// How far that is; nil where it cannot be told.
  public var part: Part?

  /// How far a part of a stage's work is.
  public struct Part: Hashable, Sendable {
    public var done: Int
    public var total: Int

    public init(done: Int, total: Int) {
      self.done = done
      self.total = total
    }
  }

  public init(
    stage: String, done: Int, total: Int, unit: String, imagesPerSecond: Double? = nil, readings: [Reading] = [],
    secondsLeft: Double? = nil, doing: String? = nil, part: Part? = nil
  ) {
    self.stage = stage
    self.done = done
    self.total = total
    self.unit = unit
    self.imagesPerSecond = imagesPerSecond
    self.readings = readings
    self.secondsLeft = secondsLeft
    self.doing = doing
    self.part = part
  }
}
