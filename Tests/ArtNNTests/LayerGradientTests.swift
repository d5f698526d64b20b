import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Testing

/// Gradients of whole layers with respect to their input and their parameters, against central differences in double
/// precision; and of a gradient penalty, which needs the second order.
@Suite struct LayerGradientTests {
  struct Case: CustomTestStringConvertible {
    let layer: any Layer
    let input: Shape
    let mode: NetworkContext.Mode

    init(_ layer: any Layer, _ input: Shape, _ mode: NetworkContext.Mode = .training) {
      self.layer = layer
      self.input = input
      self.mode = mode
    }

    var testDescription: String { "\(layer) on \(input), \(mode)" }
  }

  static let cases = [
    Case(Dense(units: 3), [4]), Case(Dense(units: 2, useBias: false), [2, 3]),
    Case(Conv2D(filters: 3, kernelSize: 3, strides: 2, padding: .same), [5, 4, 2]),
    Case(Conv2D(filters: 2, kernelSize: Size2D(2, 3)), [4, 5, 2]),
    Case(Conv2DTranspose(filters: 2, kernelSize: 5, strides: 2, padding: .same), [2, 3, 3]),
    Case(Conv2DTranspose(filters: 3, kernelSize: 3, strides: 2), [3, 2, 2]),
    Case(Conv2D(filters: 2, kernelSize: 3, padding: .same, paddingMode: .reflect), [4, 3, 2]),
    Case(Conv2D(filters: 2, kernelSize: Size2D(2, 5), strides: 2, padding: .same, paddingMode: .replicate), [3, 2, 2]),
    Case(Conv2D(filters: 2, kernelSize: 5, padding: .same, paddingMode: .circular), [2, 4, 2]),
    Case(Conv2DTranspose(filters: 2, kernelSize: 4, strides: 2, padding: .same, paddingMode: .circular), [2, 3, 2]),
    Case(Dense(units: 3, spectralNorm: true), [4]),
    Case(Conv2D(filters: 3, kernelSize: 3, strides: 2, padding: .same, spectralNorm: true), [5, 4, 2]),
    Case(Conv2DTranspose(filters: 2, kernelSize: 3, strides: 2, spectralNorm: true), [3, 2, 3], .inference),
    Case(BatchNorm(), [3]), Case(BatchNorm(), [2, 2, 3]), Case(BatchNorm(), [2, 2, 3], .inference),
    Case(BatchNorm(scale: false, center: false), [4]),
    Case(LayerNorm(), [5]), Case(LayerNorm(), [2, 2, 4]), Case(LayerNorm(extent: .sample), [2, 2, 3]),
    Case(InstanceNorm(), [3, 2, 3]), Case(InstanceNorm(scale: false, center: false), [2, 3, 2]),
    Case(GroupNorm(groups: 2), [6]), Case(GroupNorm(groups: 2), [2, 2, 4]), Case(GroupNorm(groups: 1), [3, 2, 2]),
    Case(PixelNorm(), [5]), Case(PixelNorm(), [2, 2, 3]),
    Case(ConditionalBatchNorm(classes: 3), [4]), Case(ConditionalBatchNorm(classes: 2), [2, 2, 3]),
    Case(ConditionalBatchNorm(classes: 2), [2, 2, 3], .inference),
    Case(ClassEmbedding(classes: 3, size: 2), [4]), Case(ClassProjection(classes: 3), [5]),
    Case(ClassProjection(classes: 2, useBias: false), [4], .inference),
    Case(ReLU(), [6]), Case(LeakyReLU(), [6]), Case(Tanh(), [6]), Case(Sigmoid(), [6]),
    Case(Dropout(rate: 0.4), [8]), Case(Dropout(rate: 0.4), [8], .inference),
    Case(Dropout(rate: 0.4, alwaysOn: true), [8], .inference),
    Case(Flatten(), [2, 3]), Case(Reshape(to: [3, 2]), [6]),
    Case(UpSample(), [2, 3, 2]), Case(UpSample(by: Size2D(2, 3), interpolation: .bilinear), [3, 2, 2]),
    Case(AveragePool(), [4, 4, 2]), Case(AveragePool(window: 3, strides: 2, padding: .same), [4, 5, 2]),
    Case(UpSample(by: Size2D(2, 3), interpolation: .bilinear, wraps: true), [3, 1, 2]),
    Case(AveragePool(window: 2, strides: 1, padding: .same, wraps: true), [3, 2, 2]),
    // Without biases: in front of batch normalisation their gradient is zero, and what is computed of it only rounding.
    Case(ResidualBlock.upsampling(filters: 2, useBias: false), [2, 2, 3]),
    Case(ResidualBlock.downsampling(filters: 2), [4, 4, 3]),
    Case(ResidualBlock([Tanh()]), [4]),
    Case(SkipConnection([Dense(units: 2), SkipConnection([Tanh()])]), [3]),
    Case(SkipConnection(Self.patches), [4, 5, 2]), Case(SkipConnection(Self.patches), [4, 3, 2], .inference),
    Case(CoordinateNetwork(size: Size2D(2, 3), widths: [3, 2], frequency: 1, activation: .sine), [3]),
    Case(CoordinateNetwork(size: 2, widths: [2, 3], activation: .tanh), [2], .inference),
    Case(CoordinateNetwork(size: Size2D(2, 3), widths: [3, 2], frequency: 1, wraps: true), [3]),
    Case(CoordinateNetwork(size: Size2D(2, 1), widths: [2, 2], activation: .leakyReLU), [2], .inference),
  ]

  /// Instance normalisation between convolutions that mirror the image's edges, as residual translators have them.
  private static var patches: [any Layer] {
    let convolution = Conv2D(filters: 3, kernelSize: 3, padding: .same, paddingMode: .reflect, useBias: false)
    return [convolution, InstanceNorm(epsilon: 0.1), LeakyReLU(slope: 0.2), convolution, Tanh()]
  }

  @Test(arguments: cases)
  func firstOrder(_ test: Case) throws {
    let trial = try LayerTrial(test.layer, input: test.input, mode: test.mode)
    let loss = GradientCheck.projected(trial.output)
    // 1/n in a mean is a float, and sums of what it centred count as 0.
    #expect(try trial.worstDifference(of: loss) < 5e-7)
  }

  @Test(arguments: cases)
  func secondOrder(_ test: Case) throws {
    let trial = try LayerTrial(test.layer, input: test.input, mode: test.mode)
    let inner = GradientCheck.projected(trial.output.square())
    let penalty = trial.graph.gradients(of: inner, withRespectTo: [trial.x])[0].square().sum()
    #expect(try trial.worstDifference(of: penalty) < 1e-6)
  }

  /// The check sees a gradient that is wrong.
  @Test func theCheckCanFail() throws {
    let trial = try LayerTrial(Dense(units: 3), input: [4], mode: .training)
    let loss = GradientCheck.projected(trial.output)
    let wrong = GradientCheck.projected(trial.output * 1.01)
    #expect(try trial.worstDifference(of: loss, gradientsOf: wrong) > 1e-3)
  }
}
