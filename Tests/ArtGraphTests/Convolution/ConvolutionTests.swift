import ArtGraph
import ArtTensor
import Testing

/// Every algorithm and pass against the plain sum in double precision.
@Suite struct ConvolutionTests {
  @Test(arguments: ConvolutionCase.table) func matchesTheDefinition(_ sizes: ConvolutionCase) {
    let plain = PlainConvolution(geometry: sizes.geometry)
    let trial = ConvolutionTrial(sizes)
    let pool = ThreadPool(threads: 2)
    for pass in ConvolutionPass.allCases {
      let expected =
        switch pass {
        case .forward: plain.forward(input: trial.input, kernel: trial.kernel)
        case .inputGradient: plain.inputGradient(outputGradient: trial.output, kernel: trial.kernel)
        case .kernelGradient: plain.kernelGradient(input: trial.input, outputGradient: trial.output)
        }
      let result = trial.run(pass, pool: pool)
      let largest = expected.reduce(0) { max($0, abs($1)) }
      let error = zip(result, expected).reduce(0) { max($0, $1.0.isNaN ? .infinity : abs(Double($1.0) - $1.1)) }
      #expect(error <= 1e-5 * largest, "\(pass)")
    }
  }

  @Test(arguments: ConvolutionCase.table) func theBitsDoNotDependOnTheNumberOfThreads(_ sizes: ConvolutionCase) {
    let trial = ConvolutionTrial(sizes)
    for pass in ConvolutionPass.allCases {
      let one = trial.run(pass, pool: ThreadPool(threads: 1)).map(\.bitPattern)
      for threads in 2...3 {
        let more = trial.run(pass, pool: ThreadPool(threads: threads)).map(\.bitPattern)
        #expect(one == more, "\(pass), \(threads) threads")
      }
    }
  }
}
