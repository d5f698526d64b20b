/// The most bytes that are read of a run's files: they may come from somebody else, or have been changed. A file that the
/// manifest lists with another size than it has is not read at all.
public enum RunFileLimits {
  /// Of `manifest.json`.
  public static let manifest = 1 << 28
  /// Of a training's `evaluations.jsonl`.
  public static let evaluations = 1 << 28
  /// Of what a stage `evaluate` found, `metrics.json`.
  public static let metrics = 1 << 24
  /// Of a sheet that runs are compared by.
  public static let sheet = 1 << 28
  /// Of a line of a training's log.
  public static let logLine = 1 << 16
  /// Of a training's `metrics.jsonl`, for its curves.
  public static let log = 1 << 29
  /// Of a training's `times.jsonl`, which has a line a second at most, and fewer in a long training.
  public static let times = 1 << 24
  /// Of a file that is moved aside and that the manifest does not list: a larger one is not recorded, and `artpipe runs
  /// clean` leaves it.
  public static let unrecorded = 1 << 32

  /// Of a training's `metrics.jsonl`, for each step that it is to tell of. A line has less than a tenth of that.
  public static let logStep = 1 << 12

  /// Of a training's log, to go on after so many steps.
  static func log(ofSteps steps: Int) -> Int {
    let (bytes, isTooLarge) = steps.multipliedReportingOverflow(by: logStep)
    return isTooLarge ? .max - logLine : max(bytes, 1 << 20)
  }
}
