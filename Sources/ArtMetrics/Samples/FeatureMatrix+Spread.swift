extension FeatureMatrix {
  /// How far the rows are from their mean: the root of the mean squared distance. Sets that vary less have less.
  public var spread: Double {
    guard rows > 0 else { return 0 }
    let mean = columnMeans()
    var sum = 0.0
    values.withUnsafeBufferPointer { values in
      for row in 0..<rows {
        for column in 0..<columns {
          let apart = Double(values[row * columns + column]) - mean[column]
          sum += apart * apart
        }
      }
    }
    return (sum / Double(rows)).squareRoot()
  }
}
