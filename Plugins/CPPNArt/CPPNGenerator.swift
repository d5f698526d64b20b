import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor

/// A few dense layers that work over the latent point, and a small network that is run for each pixel.
struct CPPNGenerator {
  /// Numbers behind each dense layer that the latent point passes.
  var mapping: [Int]
  /// Features of a pixel behind each layer of the pixel's network.
  var widths: [Int]
  var frequency: Double
  var activation: CoordinateNetwork.Activation
  /// The side of the square of places that is computed for each pixel of a training image.
  var samples: Int
  var initializer: Initializer

  init(reading settings: SettingsReader) {
    self = settings.nested("generator", "The generator: a network that is run for each pixel.") { settings in
      CPPNGenerator(
        mapping: settings.widths("mapping", default: [64, 64], "Dense layers that the latent point passes first."),
        widths: settings.widths(
          "widths", default: [64, 64, 64], "Features of a pixel behind each layer of the network that colours it."),
        frequency: settings.number(
          "frequency", default: 6, in: 0.0...100,
          "How fine the patterns are that it begins with, in radians for half of the shorter side."),
        activation: settings.choice(
          "activation", default: .tanh,
          "What the waves of the first layer become: swirls (sine), soft areas (tanh) or sharp edges (leakyReLU)."),
        samples: settings.integer(
          "samples", default: 2, in: 1...8,
          "Each pixel of a training image is the mean of a square of so many places a side: the larger, the sharper "
            + "enlarged images, and the longer the training."),
        initializer: settings.initializer())
    }
  }

  private init(
    mapping: [Int], widths: [Int], frequency: Double, activation: CoordinateNetwork.Activation, samples: Int,
    initializer: Initializer
  ) {
    self.mapping = mapping
    self.widths = widths
    self.frequency = frequency
    self.activation = activation
    self.samples = samples
    self.initializer = initializer
  }

  /// The network, from latent points to images `[height, width, channels]`.
  func network(latentSize: Int, imageShape: Shape) -> Network {
    let mapped: [any Layer] = mapping.flatMap { units -> [any Layer] in
      [Dense(units: units, kernelInitializer: initializer), LeakyReLU(slope: 0.2)]
    }
    let drawn: [any Layer] = [
      PixelNorm(),
      CoordinateNetwork(
        size: Size2D(imageShape[0] * samples, imageShape[1] * samples), widths: widths, frequency: frequency,
        activation: activation),
      Conv2D(filters: imageShape.channels, kernelSize: 1, kernelInitializer: initializer),
      Tanh(),
    ]
    let averaged: [any Layer] = samples == 1 ? [] : [AveragePool(window: Size2D(samples))]
    return Network(name: "generator", inputShape: [latentSize], mapped + drawn + averaged)
  }
}
