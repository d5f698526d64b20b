public import ArtNN
import ArtTensor
import CArtKernels

extension Dropout: ONNXLayer {
  /// The elements that are lost are those of one size of image.
  public var isBoundToSize: Bool { alwaysOn && rate > 0 }

  /// Nothing, unless it is always on: then the same elements are lost as where artpipe makes images. All its images lose the
  /// same ones, so that they are a part of the model.
  public func exported(_ x: ONNXValue, _ context: ONNXContext) -> String {
    guard isBoundToSize else { return x.name }
    let stream = UInt32(context.nextStream())
    let ones = UInt32(((1 - rate) * 65536).rounded())
    let (count, value) = (x.shape.count, Float(1 / (1 - rate)))
    let mask = ONNXWeights(dimensions: [1] + x.shape.dimensions) {
      [Float](unsafeUninitializedCapacity: count) { numbers, written in
        if let start = numbers.baseAddress { art_random_mask(start, 0, count, 0, 0, stream, ones, value) }
        written = count
      }
    }
    return context.emit("Mul", [x.name, context.add("mask", x.isImage ? mask.transposed([0, 3, 1, 2]) : mask)])
  }
}
