/// Why a metric cannot be computed. The words fit behind the name of what was measured and a colon.
public enum MetricsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Numbers do not fill their table.
  case wrongCount(found: Int, rows: Int, columns: Int)
  /// A feature is infinite or no number.
  case notFinite(row: Int)
  /// Two sets have features of different networks.
  case widthsDiffer(Int, Int)
  /// Two sets have images of different shapes.
  case imagesDiffer([Int], [Int])
  /// Two sets whose images belong together one by one have different counts.
  case unpaired(Int, Int)
  /// A metric needs more images than there are.
  case tooFew(metric: String, found: Int, needed: Int)
  /// Images are too small for a metric.
  case tooSmall(metric: String, height: Int, width: Int, needed: Int)
  /// The eigenvalues of a covariance were not found.
  case noConvergence
  /// An evaluation has nothing that a metric could be computed from.
  case lacks(MetricNeed, metric: String)

  public var description: String {
    switch self {
    case .wrongCount(let found, let rows, let columns):
      "\(found) numbers do not fill a table of \(rows) rows and \(columns) columns"
    case .notFinite(let row):
      "the features of image \(row) are not finite numbers"
    case .widthsDiffer(let one, let other):
      "one set has \(one) features an image, the other \(other); use one network for both"
    case .imagesDiffer(let one, let other):
      "one set has images of shape \(one), the other of \(other) (height, width, channels)"
    case .unpaired(let one, let other):
      "\(one) images cannot be compared one by one with \(other) targets; each needs its own"
    case .tooFew(let metric, let found, let needed):
      "for \(metric) at least \(needed) images are needed in each set, but there \(found == 1 ? "is" : "are") \(found)"
    case .tooSmall(let metric, let height, let width, let needed):
      "for \(metric) images must be at least \(needed)×\(needed), but these are \(width)×\(height)"
    case .noConvergence:
      "the eigenvalues of the features' covariance cannot be found: give more samples, or choose another 'metric'"
    case .lacks(let need, let metric):
      "the metric '\(metric)' needs \(need.words), which this evaluation does not have; choose another 'metric'"
    }
  }
}
