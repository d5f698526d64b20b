import ArtGraph
import ArtTensor

/// Writes the random changes to a batch of images `[batch, height, width, channels]` into a graph. They can be
/// differentiated with respect to the images.
struct ImageChanges {
  let settings: DiscriminatorAugmentation
  let range: PixelRange
  /// The probability of each change, a scalar; `nil` where every change is made to every image.
  let probability: Value?

  func callAsFunction(_ images: Value) -> Value {
    images.graph.scoped("augmentation") {
      // Around the middle between black and white: what is cut out or comes in is zero, and a factor is a contrast. Of
      // images with alpha it is nothing that comes in.
      let middle = hasAlpha(images) ? range.black : range.black + range.extent / 2
      var x = middle == 0 ? images : images - middle
      if settings.color { x = hasAlpha(x) ? recoloredWithAlpha(x) : recolored(x) }
      if settings.translation > 0 { x = translated(x) }
      if settings.cutout > 0 { x = cut(x) }
      return middle == 0 ? x : x + middle
    }
  }

  /// Brightness up or down by a quarter of the range, saturation times 0 to 2, contrast times 0.5 to 1.5.
  private func recolored(_ images: Value) -> Value {
    var x = images + chosen((draw(x: images) - 0.5) * (range.extent / 2), images)
    if images.shape.channels > 1 {
      let grey = x.mean(axes: [3], keepingDimensions: true)
      x = grey + (x - grey) * (chosen(draw(x: images) * 2 - 1, images) + 1)
    }
    let mean = x.mean(axes: [1, 2, 3], keepingDimensions: true)
    return mean + (x - mean) * (chosen(draw(x: images) - 0.5, images) + 1)
  }

  private func hasAlpha(_ images: Value) -> Bool { images.shape.channels == 4 }

  /// The same for colours that are weighed by their alpha, from 0 on: what is added is weighed too, and contrast is that
  /// with the middle grey. The alpha stays.
  private func recoloredWithAlpha(_ images: Value) -> Value {
    let colorShape = Shape(images.shape.dimensions.dropLast() + [3])
    let alphaShape = Shape(images.shape.dimensions.dropLast() + [1])
    let alpha = images.sliced(starts: [0, 0, 0, 3], sizes: alphaShape.dimensions)
    var x = images.sliced(starts: [0, 0, 0, 0], sizes: colorShape.dimensions)
    // The alpha goes up to the range's extent, so a factor on it is an amount of light.
    x = x + alpha * chosen((draw(x: images) - 0.5) / 2, images)
    let grey = x.mean(axes: [3], keepingDimensions: true)
    x = grey + (x - grey) * (chosen(draw(x: images) * 2 - 1, images) + 1)
    let middle = alpha * 0.5
    x = middle + (x - middle) * (chosen(draw(x: images) - 0.5, images) + 1)
    return .concatenated([x, alpha], axis: 3)
  }

  private func translated(_ x: Value) -> Value {
    let gate = gate(x)
    let offsets = (1...2).map { axis in
      let furthest = (Float(x.shape[axis]) * Float(settings.translation) + 0.5).rounded(.down) + 0.5
      let offset = draw(x: x, -furthest, furthest)
      return (gate.map { offset * $0 } ?? offset).reshaped(to: [x.shape[0], 1])
    }
    return x.shifted(by: .concatenated(offsets, axis: 1))
  }

  /// A rectangle whose middle may lie anywhere in the image.
  private func cut(_ x: Value) -> Value {
    let sides = (1...2).map { axis -> Value in
      let length = x.shape[axis]
      let size = max(1, Int((Double(length) * settings.cutout + 0.5).rounded(.down)))
      // The first place inside is the whole number above the start, each as likely as any.
      let start = draw(x: x, Float(-(size / 2) - 1), Float(length - size % 2 - size / 2))
      var shape: Shape = [1, 1, 1, 1]
      shape[axis] = length
      let places = x.graph.constant(Tensor(shape: shape, scalars: (0..<length).map(Float.init)))
      return places.greaterOrEqual(start) * (1 - places.greaterOrEqual(start + Float(size)))
    }
    return x * (1 - chosen(sides[0] * sides[1], x))
  }

  /// A number for each image, `[batch, 1, 1, 1]`.
  private func draw(x: Value, _ low: Float = 0, _ high: Float = 1) -> Value {
    x.graph.randomUniform(shape: [x.shape[0], 1, 1, 1], low: low, high: high, stream: x.graph.nextStream())
  }

  /// 1 for images that are changed, 0 for others; `nil` where all are.
  private func gate(_ x: Value) -> Value? {
    probability.map { $0.greater(draw(x: x)) }
  }

  /// The amount of a change, 0 for images that are not changed.
  private func chosen(_ amount: Value, _ x: Value) -> Value {
    gate(x).map { amount * $0 } ?? amount
  }
}
