import ArtGraph
public import ArtNN
import ArtTensor

extension Conv2D: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let kernel = try context.kernel(spectralNorm: settings.spectralNorm, outputAxis: 3)
    let pads = ImagePads(settings, of: x)
    var input = x.name
    var attributes = settings.attributes
    if settings.paddingMode == .zeros {
      attributes["pads"] = .integers(pads.list)
    } else {
      input = context.padded(input, pads, settings.paddingMode)
    }
    // [height, width, in, out] to [out, in, height, width].
    var inputs = [input, context.add("kernel", kernel.transposed([3, 2, 0, 1]))]
    if settings.useBias { inputs.append(try context.add(parameter: "bias")) }
    return context.emit("Conv", inputs, attributes)
  }
}

extension Conv2DTranspose: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let kernel = try context.kernel(spectralNorm: settings.spectralNorm, outputAxis: 2)
    // What the padding of the convolution whose gradient this is cuts off.
    let cut = ImagePads(settings, of: ONNXValue(name: "", shape: context.output))
    let (sides, strides) = (settings.kernelSize, settings.strides)
    var attributes = settings.attributes
    // A kernel that is smaller than the stride leaves empty rows behind the last one.
    attributes["output_padding"] = .integers([
      max(strides.height - sides.height, 0), max(strides.width - sides.width, 0),
    ])
    let isWrapped = settings.paddingMode == .circular && cut.list.contains { $0 > 0 }
    // The rows and columns of the opposite edge that reach over this one.
    func reach(_ axis: ImagePads.Axis, _ stride: Int) -> ImagePads.Axis {
      ImagePads.Axis(before: (axis.after + stride - 1) / stride, after: (axis.before + stride - 1) / stride)
    }
    let around = ImagePads(rows: reach(cut.rows, strides.height), columns: reach(cut.columns, strides.width))
    var input = x.name
    if isWrapped {
      input = context.padded(input, around, .circular)
    } else {
      attributes["pads"] = .integers(cut.list)
    }
    // [height, width, out, in] to [in, out, height, width].
    var inputs = [input, context.add("kernel", kernel.transposed([3, 2, 0, 1]))]
    if settings.useBias { inputs.append(try context.add(parameter: "bias")) }
    let y = context.emit("ConvTranspose", inputs, attributes)
    guard isWrapped else { return y }
    // What belongs to the image itself: what was put around it is cut off, enlarged, with what is cut off anyway.
    func margin(_ around: ImagePads.Axis, _ cut: ImagePads.Axis, _ stride: Int) -> ImagePads.Axis {
      ImagePads.Axis(before: around.before * stride + cut.before, after: around.after * stride + cut.after)
    }
    return context.cropped(
      y,
      ImagePads(
        rows: margin(around.rows, cut.rows, strides.height), columns: margin(around.columns, cut.columns, strides.width)
      ))
  }
}

extension AveragePool: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) -> String {
    if window == 1, strides == 1 { return x.name }
    let pads = ImagePads(window, strides, padding, of: x)
    var attributes: [String: ONNXAttribute] = [
      "kernel_shape": .integers([window.height, window.width]), "strides": .integers([strides.height, strides.width]),
      "count_include_pad": .integer(0),
    ]
    if wraps { return context.emit("AveragePool", [context.padded(x.name, pads, .circular)], attributes) }
    attributes["pads"] = .integers(pads.list)
    return context.emit("AveragePool", [x.name], attributes)
  }
}

extension ConvolutionSettings {
  fileprivate var attributes: [String: ONNXAttribute] {
    [
      "kernel_shape": .integers([kernelSize.height, kernelSize.width]),
      "strides": .integers([strides.height, strides.width]),
    ]
  }
}

extension ImagePads {
  fileprivate init(_ settings: ConvolutionSettings, of x: ONNXValue) {
    self.init(settings.kernelSize, settings.strides, settings.padding, of: x)
  }

  /// What TensorFlow's padding is in rows and columns. For images whose sides are multiples of the strides it does not depend
  /// on these, so that it holds for all sizes that a network can be applied to.
  fileprivate init(_ window: Size2D, _ strides: Size2D, _ padding: Padding, of x: ONNXValue) {
    let rows = padding.widths(input: x.shape[0], window: window.height, stride: strides.height)
    let columns = padding.widths(input: x.shape[1], window: window.width, stride: strides.width)
    self.init(
      rows: Axis(before: rows.before, after: rows.after), columns: Axis(before: columns.before, after: columns.after))
  }
}
