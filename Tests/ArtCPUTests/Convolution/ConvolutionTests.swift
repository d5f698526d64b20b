import ArtGraph
import ArtTensor
import Testing

@testable import ArtCPU

/// Every algorithm and pass against the plain sum in double precision.
@Suite struct ConvolutionTests {
  private func algorithms(_ geometry: ConvolutionGeometry) -> [any ConvolutionAlgorithm] {
    [GEMMConvolution(geometry)] + [DirectConvolution(geometry)].compactMap(\.self)
      + [SmallChannelConvolution(geometry)].compactMap(\.self)
      + TransformConvolution.all(for: geometry)
  }

  /// The largest errors allowed, relative to the largest result: three to four times those measured over all cases and
  /// passes. Minimal filtering loses digits with the size of its tiles; Fourier transforms round less than plain sums.
  private static let tolerances: KeyValuePairs<String, Double> = [
    "winograd 5 points": 5e-6, "winograd 6 points": 3e-5, "winograd 8 points": 5e-5, "fourier": 2e-6, "": 6e-6,
  ]

  private func tolerance(_ algorithm: any ConvolutionAlgorithm) -> Double {
    Self.tolerances.first { algorithm.label.hasPrefix($0.key) }?.value ?? 0
  }

  @Test(arguments: ConvolutionCase.all)
  func matchesTheDefinition(_ sizes: ConvolutionCase) {
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
      let largest = expected.reduce(0) { max($0, abs($1)) }
      for algorithm in algorithms(sizes.geometry) {
        let result = trial.run(pass, by: algorithm, pool: pool)
        let error = zip(result, expected).reduce(0) { max($0, $1.0.isNaN ? .infinity : abs(Double($1.0) - $1.1)) }
        #expect(error <= tolerance(algorithm) * largest, "\(pass) by \(algorithm.label)")
      }
    }
  }

  @Test(arguments: ConvolutionCase.all)
  func theBitsDoNotDependOnTheNumberOfThreads(_ sizes: ConvolutionCase) {
    let trial = ConvolutionTrial(sizes)
    for algorithm in algorithms(sizes.geometry) {
      for pass in ConvolutionPass.allCases {
        let one = trial.run(pass, by: algorithm, pool: ThreadPool(threads: 1)).map(\.bitPattern)
        for threads in 2...3 {
          let more = trial.run(pass, by: algorithm, pool: ThreadPool(threads: threads)).map(\.bitPattern)
          #expect(one == more, "\(pass) by \(algorithm.label), \(threads) threads")
        }
      }
    }
  }

  @Test(arguments: ConvolutionCase.all)
  func exactChoicesAddUpTheProductsThemselves(_ sizes: ConvolutionCase) {
    for pass in ConvolutionPass.allCases {
      let exact = ConvolutionPlanner.algorithm(for: sizes.geometry, pass: pass, algorithms: .exact)
      #expect(!(exact is TransformConvolution))
      let fast = ConvolutionPlanner.algorithm(for: sizes.geometry, pass: pass, algorithms: .fast)
      #expect(fast.cost(for: pass) <= exact.cost(for: pass))
    }
  }

  @Test(
    "Minimal filtering takes what it can, and only that",
    arguments: ConvolutionCase.all)
  func range(_ sizes: ConvolutionCase) {
    let geometry = sizes.geometry
    let expected =
      geometry.inputChannels % 16 == 0 && geometry.outputChannels % 16 == 0 && geometry.strideY == geometry.strideX
      && geometry.strideY <= 2 && max(geometry.kernelHeight, geometry.kernelWidth) > geometry.strideY
      && max(geometry.kernelHeight, geometry.kernelWidth) <= 5 * geometry.strideY
    #expect(TransformConvolution.all(for: geometry).contains { $0.label.hasPrefix("winograd") } == expected)
  }
}
