extension ExportedWeights {
  /// Divided by the largest singular value, as `SpectralNorm` estimates it in inference: of a trained model that is a number
  /// like any other, and the file holds the quotient.
  ///
  /// - Parameter vector: u, one number for each output.
  package func spectrallyNormalized(outputAxis: Int, by vector: ExportedWeights) -> ExportedWeights {
    let outputs = dimensions[outputAxis]
    let inner = dimensions[(outputAxis + 1)...].reduce(1, *)
    return mapped { kernel in
      let before = vector.numbers()
      /// The place in v and the output of each number of the kernel.
      func forEach(_ body: (_ index: Int, _ other: Int, _ output: Int) -> Void) {
        for index in kernel.indices {
          let (row, column) = index.quotientAndRemainder(dividingBy: inner)
          body(index, row / outputs * inner + column, row % outputs)
        }
      }
      func unit(_ vector: [Double]) -> [Double] {
        let length = (vector.reduce(0) { $0 + $1 * $1 } + Double(SpectralNorm.smallest)).squareRoot()
        return vector.map { $0 / length }
      }
      var v = [Double](repeating: 0, count: kernel.count / outputs)
      forEach { v[$1] += Double(kernel[$0]) * Double(before[$2]) }
      v = unit(v)
      var u = [Double](repeating: 0, count: outputs)
      forEach { u[$2] += Double(kernel[$0]) * v[$1] }
      u = unit(u)
      var norm = 0.0
      forEach { norm += Double(kernel[$0]) * u[$2] * v[$1] }
      let divisor = max(norm, Double(SpectralNorm.smallest))
      return kernel.map { Float(Double($0) / divisor) }
    }
  }
}
