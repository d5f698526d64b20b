import ArtGraph
import ArtTensor

extension Network {
  /// What height and width of its images must be multiples of, for the network to be applied to images of any such size
  /// with the same parameters: 4 for one that halves them twice and doubles them again.
  ///
  /// - Throws: ``LayerError`` that names the first layer which keeps it from other sizes, such as a dense layer of the
  ///   whole image, or the input where it is no image.
  public func sizeMultiple() throws(LayerError) -> Size2D {
    guard inputShape.rank == 3 else {
      throw LayerError(
        .badInput, layer: "Network", "takes samples \(inputShape), and no images [height, width, channels]", path: name)
    }
    // Settings that are possible, and images of its own size that can exist, keep the numbers here small.
    _ = try outputShape()
    var sides = FollowedSides()
    try sides.follow(layers, root: root)
    return sides.multiple
  }

  /// Whether it can be applied to images of every size that is a multiple of ``sizeMultiple()``.
  public var isFullyConvolutional: Bool { (try? sizeMultiple()) != nil }

  /// The network for images of another size, over the same parameters.
  ///
  /// - Parameter size: Height and width of what it takes.
  /// - Throws: ``LayerError`` as ``sizeMultiple()`` does; where the size is no multiple of it, with the nearest that is;
  ///   and where a layer cannot take an image as small or large.
  public func resized(to size: Size2D) throws(LayerError) -> Network {
    let multiple = try sizeMultiple()
    guard size.isMultiple(of: multiple) else {
      throw LayerError(
        .badInput, layer: "Network",
        "needs height and width to be multiples of \(multiple.text), and they are \(size): take \(size.rounded(to: multiple))",
        path: name)
    }
    var network = self
    network.inputShape = [size.height, size.width, inputShape.channels]
    let (own, others) = (try parameters(), try network.parameters())
    // The layers say so themselves; this holds them to it.
    guard own == others else {
      let changed = zip(own, others).first { $0 != $1 }?.0.name ?? name
      throw LayerError(
        .badInput, layer: "Network", "keeps a parameter '\(changed)' whose shape depends on the size of its images",
        path: name)
    }
    return network
  }
}

/// How sides of an image are followed through layers: as a part of the input's, in lowest terms.
private struct FollowedSides {
  /// What the sides of the input have to be multiples of, so far.
  var multiple: Size2D = 1
  private var height = Ratio()
  private var width = Ratio()

  private struct Ratio: Hashable {
    var above = 1
    var below = 1

    mutating func scale(by factor: Int, over divisor: Int) {
      above *= factor
      below *= divisor
      let common = greatestCommonDivisor(above, below)
      above /= common
      below /= common
    }
  }

  mutating func follow(_ layers: [any Layer], root: String) throws(LayerError) {
    for (index, layer) in layers.enumerated() {
      let path = "\(root).\(index)"
      do throws(LayerError) {
        try follow(layer)
      } catch {
        throw error.inside(path)
      }
    }
  }

  private mutating func follow(_ layer: any Layer) throws(LayerError) {
    if let layer = layer as? any ScalingLayer {
      let scale = try layer.scale()
      height.scale(by: scale.enlarging.height, over: scale.reducing.height)
      width.scale(by: scale.enlarging.width, over: scale.reducing.width)
      try require(Size2D(height.below, width.below), of: layer)
    } else if let composite = layer as? any CompositeLayer {
      try follow(parts: composite)
    } else if !(layer is any ElementwiseLayer || (layer as? any PixelwiseLayer)?.isPixelwise == true) {
      throw layer.bad("it is made for images of one size")
    }
  }

  private mutating func require(_ parts: Size2D, of layer: some Layer) throws(LayerError) {
    multiple = Size2D(
      leastCommonMultiple(multiple.height, parts.height), leastCommonMultiple(multiple.width, parts.width))
    guard parts.isUsable, multiple.isUsable else {
      throw layer.bad("images would have to be larger than 65,536 pixels")
    }
  }

  private mutating func follow(parts layer: any CompositeLayer) throws(LayerError) {
    var behind: FollowedSides?
    for part in layer.parts {
      var sides = self
      sides.multiple = behind?.multiple ?? multiple
      try sides.follow(part.layers, root: part.name)
      guard behind.map({ $0.height == sides.height && $0.width == sides.width }) ?? true else {
        throw layer.bad("its parts change the sides of images in different ways")
      }
      behind = sides
    }
    if let behind { self = behind }
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }

private func leastCommonMultiple(_ a: Int, _ b: Int) -> Int { a / greatestCommonDivisor(a, b) * b }

extension Size2D {
  /// One number where both sides are the same.
  fileprivate var text: String { height == width ? "\(height)" : "\(self)" }

  /// Whether both sides are whole multiples, of at least one.
  public func isMultiple(of part: Size2D) -> Bool {
    isUsable && height.isMultiple(of: part.height) && width.isMultiple(of: part.width)
  }

  /// The nearest size whose sides are multiples of those of `part`, and at least these.
  public func rounded(to part: Size2D) -> Size2D {
    func nearest(_ side: Int, _ part: Int) -> Int { max(part, (side + part / 2) / part * part) }
    return Size2D(nearest(height, part.height), nearest(width, part.width))
  }
}
