import ArtGraph
import ArtNN
import ArtTensor
import Testing

@Suite struct LayerShapeTests {
  /// Lengths along one axis as Keras 3.15 gives them: `(input, kernel, stride, same, valid)`.
  static let convolutions: [(Int, Int, Int, Int, Int?)] = [
    (28, 5, 1, 28, 24), (28, 5, 2, 14, 12), (14, 5, 2, 7, 5), (7, 5, 2, 4, 2), (7, 3, 2, 4, 3), (8, 3, 2, 4, 3),
    (8, 2, 3, 3, 3), (7, 1, 2, 4, 4), (5, 5, 1, 5, 1), (4, 5, 1, 4, nil), (1, 3, 2, 1, nil),
  ]

  /// `(input, kernel, stride, same, valid)` of transposed convolutions.
  static let transposed: [(Int, Int, Int, Int, Int)] = [
    (7, 5, 1, 7, 11), (7, 5, 2, 14, 17), (14, 5, 2, 28, 31), (4, 3, 2, 8, 9), (4, 2, 2, 8, 8), (4, 2, 3, 12, 12),
    (4, 1, 2, 8, 8), (1, 4, 1, 1, 4), (3, 4, 2, 6, 8),
  ]

  @Test(arguments: convolutions)
  func convolution(input: Int, kernel: Int, stride: Int, same: Int, valid: Int?) throws {
    let layer = Conv2D(filters: 6, kernelSize: Size2D(kernel, 1), strides: Size2D(stride, 2), padding: .same)
    #expect(try layer.outputShape(for: [input, 9, 3]) == [same, 5, 6])
    var tight = layer
    tight.padding = .valid
    if let valid {
      #expect(try tight.outputShape(for: [input, 9, 3]) == [valid, 5, 6])
    } else {
      #expect(throws: LayerError.self) { try tight.outputShape(for: [input, 9, 3]) }
    }
    #expect(try layer.parameters(for: [input, 9, 3]).map(\.shape) == [[kernel, 1, 3, 6], [6]])
  }

  @Test(arguments: transposed)
  func transposedConvolution(input: Int, kernel: Int, stride: Int, same: Int, valid: Int) throws {
    var layer = Conv2DTranspose(filters: 6, kernelSize: Size2D(1, kernel), strides: Size2D(3, stride), padding: .same)
    #expect(try layer.outputShape(for: [2, input, 3]) == [6, same, 6])
    layer.padding = .valid
    #expect(try layer.outputShape(for: [2, input, 3]) == [6, valid, 6])
    #expect(try layer.parameters(for: [2, input, 3]).map(\.shape) == [[1, kernel, 6, 3], [6]])
  }

  struct Case: CustomTestStringConvertible {
    let layer: any Layer
    let input: Shape
    let output: Shape
    let parameters: [String: Shape]

    init(_ layer: any Layer, _ input: Shape, _ output: Shape, _ parameters: [String: Shape] = [:]) {
      self.layer = layer
      self.input = input
      self.output = output
      self.parameters = parameters
    }

    var testDescription: String { "\(layer) on \(input)" }
  }

  @Test(arguments: [
    Case(Dense(units: 3), [5], [3], ["kernel": [5, 3], "bias": [3]]),
    Case(Dense(units: 3, useBias: false), [7, 2, 5], [7, 2, 3], ["kernel": [5, 3]]),
    Case(Dense(units: 3, spectralNorm: true), [5], [3], ["kernel": [5, 3], "bias": [3], "u": [3]]),
    Case(
      Conv2DTranspose(filters: 6, kernelSize: 2, useBias: false, spectralNorm: true), [2, 2, 5], [3, 3, 6],
      ["kernel": [2, 2, 6, 5], "u": [6]]),
    Case(
      BatchNorm(), [4, 4, 3], [4, 4, 3],
      ["gamma": [3], "beta": [3], "moving_mean": [3], "moving_variance": [3]]),
    Case(BatchNorm(scale: false, center: false), [9], [9], ["moving_mean": [9], "moving_variance": [9]]),
    Case(LayerNorm(), [4, 4, 3], [4, 4, 3], ["gamma": [3], "beta": [3]]),
    Case(LayerNorm(extent: .sample, scale: false), [4, 4, 3], [4, 4, 3], ["beta": [3]]),
    Case(InstanceNorm(), [4, 4, 3], [4, 4, 3], ["gamma": [3], "beta": [3]]),
    Case(GroupNorm(groups: 3, center: false), [4, 4, 6], [4, 4, 6], ["gamma": [6]]),
    Case(PixelNorm(), [4, 4, 3], [4, 4, 3]),
    Case(
      ConditionalBatchNorm(classes: 10), [4, 4, 3], [4, 4, 3],
      ["gamma": [10, 3], "beta": [10, 3], "moving_mean": [3], "moving_variance": [3]]),
    Case(ClassEmbedding(classes: 10, size: 8), [5], [13], ["embedding": [10, 8]]),
    Case(ClassProjection(classes: 10), [6], [1], ["kernel": [6, 1], "bias": [1], "embedding": [10, 6]]),
    Case(
      ClassProjection(classes: 10, useBias: false, spectralNorm: true), [6], [1],
      ["kernel": [6, 1], "embedding": [10, 6], "u": [1], "embedding_u": [10]]),
    Case(ReLU(), [2, 2], [2, 2]), Case(LeakyReLU(), [2], [2]), Case(Tanh(), [3], [3]), Case(Sigmoid(), [3], [3]),
    Case(Dropout(rate: 0.5), [3, 1], [3, 1]), Case(Flatten(), [4, 4, 3], [48]), Case(Flatten(), [4], [4]),
    Case(Reshape(to: [4, 12]), [4, 4, 3], [4, 12]), Case(Reshape(to: [-1, 3]), [48], [16, 3]),
    Case(UpSample(), [4, 5, 3], [8, 10, 3]), Case(UpSample(by: Size2D(3, 1)), [4, 5, 3], [12, 5, 3]),
    Case(AveragePool(), [5, 4, 3], [2, 2, 3]), Case(AveragePool(padding: .same), [5, 4, 3], [3, 2, 3]),
    Case(AveragePool(window: 3, strides: 1), [5, 4, 3], [3, 2, 3]),
    Case(ResidualBlock([]), [5], [5]),
    Case(SkipConnection([]), [4, 5, 3], [4, 5, 6]),
    Case(SkipConnection([Dense(units: 2, useBias: false)]), [5], [7], ["layers.0.kernel": [5, 2]]),
    Case(
      SkipConnection([
        Conv2D(filters: 6, kernelSize: 4, strides: 2, padding: .same, useBias: false), SkipConnection([ReLU()]),
        Conv2DTranspose(filters: 5, kernelSize: 4, strides: 2, padding: .same, useBias: false),
      ]), [8, 6, 3], [8, 6, 8], ["layers.0.kernel": [4, 4, 3, 6], "layers.2.kernel": [4, 4, 5, 12]]),
    Case(
      CoordinateNetwork(size: Size2D(4, 6), widths: [8, 2, 3]), [5], [4, 6, 3],
      [
        "0.kernel": [3, 8], "0.directions": [5, 24], "0.style": [5, 8], "0.bias": [8], "1.kernel": [8, 2],
        "1.style": [5, 4], "1.bias": [2], "2.kernel": [2, 3], "2.style": [5, 6], "2.bias": [3],
      ]),
    Case(
      CoordinateNetwork(size: 4, widths: [8], wraps: true), [5], [4, 4, 8],
      ["0.kernel": [4, 8], "0.directions": [5, 32], "0.style": [5, 8], "0.bias": [8]]),
    Case(
      Conv2D(filters: 6, kernelSize: 5, strides: 2, padding: .same, paddingMode: .reflect), [7, 8, 3], [4, 4, 6],
      ["kernel": [5, 5, 3, 6], "bias": [6]]),
    Case(
      Conv2DTranspose(filters: 6, kernelSize: 5, strides: 2, padding: .same, paddingMode: .circular), [1, 4, 3],
      [2, 8, 6], ["kernel": [5, 5, 6, 3], "bias": [6]]),
    Case(
      ResidualBlock([Dense(units: 2)], shortcut: [Dense(units: 2, useBias: false)]), [5], [2],
      ["layers.0.kernel": [5, 2], "layers.0.bias": [2], "shortcut.0.kernel": [5, 2]]),
  ])
  func others(_ test: Case) throws {
    #expect(try test.layer.outputShape(for: test.input) == test.output)
    let parameters = try test.layer.parameters(for: test.input)
    #expect(Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.shape) }) == test.parameters)
  }

  @Test(
    arguments: [
      (Dense(units: 0), [3], "Dense: the number of units must be between 1 and 16,777,216, and is 0"),
      (Dense(units: 2), [], "Dense: needs vectors, found []"),
      (
        Conv2D(filters: 0, kernelSize: 3), [8, 8, 1],
        "Conv2D: the number of filters must be between 1 and 16,777,216, and is 0"
      ),
      (
        Conv2D(filters: 1, kernelSize: 5), [8, 4, 1],
        "Conv2D: needs images of at least 5×5, the kernel's size, with padding 'valid', found [8, 4, 1]"
      ),
      (
        Conv2D(filters: 1, kernelSize: 5, strides: Size2D(1, 0)), [8, 8, 1],
        "Conv2D: the strides must be between 1 and 65,536, and are 1×0"
      ),
      (
        Conv2DTranspose(filters: 1, kernelSize: 0), [8, 8, 1],
        "Conv2DTranspose: the kernel's sides must be between 1 and 65,536, and are 0×0"
      ),
      (
        Conv2DTranspose(filters: 1, kernelSize: 3), [8],
        "Conv2DTranspose: needs images [height, width, channels], found [8]"
      ),
      (
        Conv2D(filters: 1, kernelSize: 3, paddingMode: .reflect), [8, 8, 1],
        "Conv2D: the padding mode 'reflect' needs the padding 'same': with 'valid' nothing is padded"
      ),
      (
        Conv2D(filters: 1, kernelSize: 7, padding: .same, paddingMode: .reflect), [8, 3, 1],
        "Conv2D: a kernel of 7×7 with the padding mode 'reflect' needs sides of at least 4, and there is one of 3"
      ),
      (
        Conv2DTranspose(filters: 1, kernelSize: 9, strides: 2, padding: .same, paddingMode: .circular), [1, 8, 1],
        "Conv2DTranspose: a kernel of 9×9 with the padding mode 'circular' needs sides of at least 4, and there is one of 2"
      ),
      (
        Conv2DTranspose(filters: 1, kernelSize: 3, padding: .same, paddingMode: .reflect), [8, 8, 1],
        "Conv2DTranspose: there is no padding mode 'reflect' for it: take 'zeros' or 'circular'"
      ),
      (
        AveragePool(window: 3, wraps: true), [8, 8, 1],
        "AveragePool: 'wraps' needs the padding 'same': with 'valid' windows stay inside"
      ),
      (Dropout(rate: 1), [8], "Dropout: the rate must be at least 0 and less than 1, and is 1.0"),
      (Reshape(to: [3, 3]), [8], "Reshape: 8 numbers of an input of shape [8] do not fill the shape [3, 3]"),
      (
        Reshape(to: [-1, -1]), [8],
        "Reshape: the shape may hold one −1, and otherwise numbers of at least 1; it is [-1, -1]"
      ),
      (UpSample(by: 0), [8, 8, 1], "UpSample: the factors must be between 1 and 65,536, and are 0×0"),
      (
        AveragePool(window: 9), [8, 9, 1],
        "AveragePool: needs images of at least 9×9, the window's size, with padding 'valid', found [8, 9, 1]"
      ),
      (
        ResidualBlock([Dense(units: 2)]), [3],
        "ResidualBlock: the layers give shape [2], the shortcut [3]; they must be the same to be added"
      ),
      (
        SkipConnection([AveragePool(), UpSample()]), [5, 4, 3],
        "SkipConnection: the layers make shape [4, 4, 3] of [5, 4, 3]; all but the channels, which come last, must stay the "
          + "same to be joined"
      ),
      (
        SkipConnection([Flatten()]), [2, 2, 3],
        "SkipConnection: the layers make shape [12] of [2, 2, 3]; all but the channels, which come last, must stay the same "
          + "to be joined"
      ),
      (SkipConnection([]), [], "SkipConnection: needs samples with channels, found []"),
      (
        SkipConnection([ReLU(), SkipConnection([Dropout(rate: 1)])]), [3],
        "layers.1.layers.0 (Dropout): the rate must be at least 0 and less than 1, and is 1.0"
      ),
      (
        CoordinateNetwork(size: 0, widths: [3]), [3],
        "CoordinateNetwork: the image's sides must be between 1 and 65,536, and are 0×0"
      ),
      (CoordinateNetwork(size: 4, widths: []), [3], "CoordinateNetwork: there must be at least one width"),
      (
        CoordinateNetwork(size: 4, widths: [3, 0]), [3],
        "CoordinateNetwork: the number of features must be between 1 and 16,777,216, and is 0"
      ),
      (
        CoordinateNetwork(size: 4, widths: [3], frequency: -1), [3],
        "CoordinateNetwork: the frequency must be at least 0, and is -1.0"
      ),
      (CoordinateNetwork(size: 4, widths: [3]), [8, 8, 1], "CoordinateNetwork: needs vectors, found [8, 8, 1]"),
      (
        ResidualBlock([ReLU(), Dense(units: 0)]), [3],
        "layers.1 (Dense): the number of units must be between 1 and 16,777,216, and is 0"
      ),
    ] as [(any Layer, Shape, String)])
  func mistakes(layer: any Layer, input: Shape, message: String) {
    let error = #expect(throws: LayerError.self) { try layer.outputShape(for: input) }
    #expect(error?.description == message)
  }

  @Test(
    arguments: [
      (BatchNorm(momentum: 1.5), "BatchNorm: the momentum must be between 0 and 1, and is 1.5"),
      (BatchNorm(epsilon: 0), "BatchNorm: epsilon must be greater than 0, and is 0.0"),
      (InstanceNorm(), "InstanceNorm: needs images [height, width, channels], found [3]"),
      (GroupNorm(groups: 2), "GroupNorm: needs a multiple of 2 channels, the number of groups, found [3]"),
      (GroupNorm(groups: 0), "GroupNorm: the number of groups must be at least 1, and is 0"),
      (GroupNorm(groups: 3, epsilon: 0), "GroupNorm: epsilon must be greater than 0, and is 0.0"),
      (PixelNorm(epsilon: 0), "PixelNorm: epsilon must be greater than 0, and is 0.0"),
      (
        ConditionalBatchNorm(classes: 0),
        "ConditionalBatchNorm: the number of classes must be between 1 and 16,777,216, and is 0"
      ),
      (
        ConditionalBatchNorm(classes: 2, momentum: 2),
        "ConditionalBatchNorm: the momentum must be between 0 and 1, and is 2.0"
      ),
      (
        ClassEmbedding(classes: 3, size: 0),
        "ClassEmbedding: the number of numbers for a class must be between 1 and 16,777,216, and is 0"
      ),
      (
        ClassProjection(classes: 0),
        "ClassProjection: the number of classes must be between 1 and 16,777,216, and is 0"
      ),
      (LayerNorm(epsilon: -1), "LayerNorm: epsilon must be greater than 0, and is -1.0"),
    ] as [(any Layer, String)])
  func badSettings(layer: any Layer, message: String) {
    let error = #expect(throws: LayerError.self) { try layer.parameters(for: [3]) }
    #expect(error?.description == message)
  }
}
