/// Why a figure cannot be computed. The words fit behind the name of what was measured and a colon.
public enum MetricsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Numbers do not fill their table.
  case wrongCount(found: Int, rows: Int, columns: Int)
  /// A feature is infinite or no number.
  case notFinite(row: Int)
  /// Two sets have features of different networks.
  case widthsDiffer(Int, Int)
  /// Two sets have pictures of different shapes.
  case picturesDiffer([Int], [Int])
  /// A figure needs more pictures than there are.
  case tooFew(figure: String, found: Int, needed: Int)
  /// Pictures are too small for a figure.
  case tooSmall(figure: String, height: Int, width: Int, needed: Int)
  /// The eigenvalues of a covariance were not found.
  case noConvergence

  public var description: String {
    switch self {
    case .wrongCount(let found, let rows, let columns):
      "\(found) numbers do not fill a table of \(rows) rows and \(columns) columns"
    case .notFinite(let row):
      "the features of picture \(row) are not finite numbers"
    case .widthsDiffer(let one, let other):
      "one set has \(one) features a picture, the other \(other); use one network for both"
    case .picturesDiffer(let one, let other):
      "one set has pictures of shape \(one), the other of \(other) (height, width, channels)"
    case .tooFew(let figure, let found, let needed):
      "for \(figure) at least \(needed) pictures are needed in each set, but there \(found == 1 ? "is" : "are") \(found)"
    case .tooSmall(let figure, let height, let width, let needed):
      "for \(figure) pictures must be at least \(needed)×\(needed), but these are \(width)×\(height)"
    case .noConvergence:
      "the eigenvalues of the features' covariance cannot be found"
    }
  }
}
