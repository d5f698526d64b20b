import Foundation

/// A linear probe: the direction in latent space that leads from points of one kind to points of another.
///
/// Logistic regression with a penalty on the squared weights, by Newton's method in double precision: the same points
/// give the same direction.
/// Sources: Alain and Bengio 2016, "Understanding intermediate layers using linear classifier probes"; Shen et al. 2020,
/// "Interpreting the latent space of GANs for semantic face editing".
public struct LatentProbe: Hashable, Sendable {
  /// A unit vector, from the unliked to the liked.
  public let direction: [Float]
  /// The share of the points that it tells apart.
  public let accuracy: Double

  /// - Parameters:
  ///   - liked: points, at least one.
  ///   - unliked: points, at least one, of the same size.
  /// - Returns: nil where the points do not differ.
  public init?(liked: [[Float]], unliked: [[Float]]) {
    let rows = (liked + unliked).map { $0.map(Double.init) }
    guard let size = rows.first?.count, !liked.isEmpty, !unliked.isEmpty else { return nil }
    // The last weight is the threshold, which is not penalised.
    var weights = [Double](repeating: 0, count: size + 1)
    let labels = rows.indices.map { $0 < liked.count ? 1.0 : 0.0 }
    // Both kinds count as much, however many there are of each.
    let shares = labels.map { 0.5 * Double(rows.count) / Double($0 == 1 ? liked.count : unliked.count) }
    for _ in 0..<Self.steps {
      let step = Self.newtonStep(rows, labels, shares, weights)
      for k in weights.indices { weights[k] -= step[k] }
      if Directions.norm(step) < 1e-10 * max(1, Directions.norm(weights)) { break }
    }
    let length = Directions.norm(Array(weights.dropLast()))
    guard length > 1e-12, length.isFinite else { return nil }
    direction = weights.dropLast().map { Float($0 / length) }
    let right = zip(rows, labels).filter { (Self.score($0, weights) > 0) == ($1 == 1) }.count
    accuracy = Double(right) / Double(rows.count)
  }

  private static let steps = 50

  private static func score(_ row: [Double], _ weights: [Double]) -> Double {
    zip(row, weights).reduce(weights[weights.count - 1]) { $0 + $1.0 * $1.1 }
  }

  /// H⁻¹·g of the loss Σ share·log(1 + e^∓score) + ‖w‖² / 2.
  private static func newtonStep(
    _ rows: [[Double]], _ labels: [Double], _ shares: [Double], _ weights: [Double]
  ) -> [Double] {
    let n = weights.count
    var gradient = weights
    gradient[n - 1] = 0
    var hessian = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    // A trace for the threshold too: kinds that lie wide apart leave it almost without curvature.
    for k in 0..<n { hessian[k][k] = k < n - 1 ? 1 : 1e-6 }
    for index in rows.indices {
      let row = rows[index] + [1]
      let likely = 1 / (1 + exp(-score(rows[index], weights)))
      let (slope, curve) = (shares[index] * (likely - labels[index]), shares[index] * likely * (1 - likely))
      for k in 0..<n {
        gradient[k] += slope * row[k]
        let factor = curve * row[k]
        for j in 0...k { hessian[k][j] += factor * row[j] }
      }
    }
    return solve(hessian, gradient)
  }

  /// A·x = b for a symmetric positive definite matrix, of which the lower triangle is given (Cholesky).
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var (l, x) = (matrix, right)
    for row in l.indices {
      for column in 0...row {
        var sum = l[row][column]
        for k in 0..<column { sum -= l[row][k] * l[column][k] }
        l[row][column] = row == column ? max(sum, 1e-12).squareRoot() : sum / l[column][column]
      }
    }
    for row in x.indices {
      for k in 0..<row { x[row] -= l[row][k] * x[k] }
      x[row] /= l[row][row]
    }
    for row in x.indices.reversed() {
      for k in (row + 1)..<max(row + 1, x.count) { x[row] -= l[k][row] * x[k] }
      x[row] /= l[row][row]
    }
    return x
  }
}
