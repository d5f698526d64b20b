public import ArtTensor

extension Estimate {
  /// The mean of numbers, one for each image, with the interval that the bootstrap's percentiles give: means of as many
  /// numbers drawn from these with replacement.
  ///
  /// Source: Efron, Bootstrap methods: another look at the jackknife (1979).
  ///
  /// - Parameters:
  ///   - values: a number for each image.
  ///   - key: decides what is drawn.
  ///   - replicates: how many means are drawn.
  ///   - pool: the threads that do the work.
  public static func mean(of values: [Double], key: RandomKey, replicates: Int = 1000, pool: ThreadPool) -> Estimate {
    guard !values.isEmpty else { return Estimate(0) }
    let count = values.count
    let mean = values.reduce(0, +) / Double(count)
    guard count > 1 else { return Estimate(mean) }
    var means = [Double](repeating: 0, count: replicates)
    means.withUnsafeMutableBufferPointer { means in
      // Each block writes its own mean.
      nonisolated(unsafe) let means = means
      pool.parallel(replicates) { replicate in
        let draws = key.folded(UInt64(replicate))
        var sum = 0.0
        for index in 0..<count { sum += values[draws.int(UInt64(index), below: count)] }
        means[replicate] = sum / Double(count)
      }
    }
    means.sort()
    let place = { (share: Double) in means[Int((share * Double(replicates - 1)).rounded())] }
    return Estimate(mean, interval: Interval(low: place(0.025), high: place(0.975)))
  }
}
