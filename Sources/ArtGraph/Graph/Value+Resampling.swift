import ArtTensor

extension Value {
  /// The mean of each window of images `[batch, height, width, channels]`. With `same` padding the elements outside
  /// of the image are not counted, as in TensorFlow; where images wrap, those of the opposite edge are.
  public func averagePooled(
    window: (Int, Int), strides: (Int, Int), padding: Padding, wraps: Bool = false
  ) -> Value {
    resampled("average pooling") { axis, length in
      let (size, stride) = axis == 1 ? (window.0, strides.0) : (window.1, strides.1)
      guard size > 0, stride > 0, padding.outputLength(input: length, window: size, stride: stride) > 0 else {
        return nil
      }
      return .averaging(length: length, window: size, stride: stride, padding: padding, wraps: wraps)
    }
  }

  /// Each element of images `[batch, height, width, channels]` repeated along height and width.
  public func upsampledNearest(by factors: (Int, Int)) -> Value {
    resampled("nearest upsampling") { axis, length in
      let factor = axis == 1 ? factors.0 : factors.1
      return factor > 0 ? .nearest(length: length, factor: factor) : nil
    }
  }

  /// Images `[batch, height, width, channels]` enlarged by linear interpolation between element centres
  /// (half-pixel centres, edges held), as in Keras's `UpSampling2D`; where images wrap, between opposite edges too.
  public func upsampledBilinear(by factors: (Int, Int), wraps: Bool = false) -> Value {
    resampled("bilinear upsampling") { axis, length in
      let factor = axis == 1 ? factors.0 : factors.1
      return factor > 0 ? .linear(length: length, factor: factor, wraps: wraps) : nil
    }
  }

  /// One sparse linear map along the height, one along the width.
  private func resampled(_ name: String, _ weights: (_ axis: Int, _ length: Int) -> ResampleWeights?) -> Value {
    guard shape.rank == 4 else {
      graph.fail(name, "expected images [batch, height, width, channels], found \(shape)")
      return self
    }
    guard let rows = weights(1, shape[1]), let columns = weights(2, shape[2]) else {
      graph.fail(name, "no such window or factor for images of shape \(shape)")
      return self
    }
    return applying(Resample(axis: 1, weights: rows)).applying(Resample(axis: 2, weights: columns))
  }
}
