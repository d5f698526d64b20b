import ArtGraph
public import ArtNN
import ArtSettings
import ArtTensor

extension Conv2D: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    let isPadded = settings.paddingMode != .zeros && settings.padding == .same
    let margins = Margins(settings.kernelSize, settings.strides, settings.padding, of: x.shape)
    let images = isPadded ? context.padded(x, margins, settings.paddingMode) : x
    return context.emit(
      "Conv2D", [images], settings.kerasSettings(padding: isPadded ? .valid : settings.padding),
      weights: try context.kernelAndBias(spectralNorm: settings.spectralNorm, outputAxis: 3, useBias: settings.useBias))
  }
}

extension Conv2DTranspose: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    let weights = try context.kernelAndBias(
      spectralNorm: settings.spectralNorm, outputAxis: 2, useBias: settings.useBias)
    // What the padding of the convolution whose gradient this is cuts off.
    let (kernel, strides) = (settings.kernelSize, settings.strides)
    let cut = Margins(kernel, strides, settings.padding, of: context.output)
    guard settings.paddingMode == .circular, !cut.isEmpty else {
      return context.emit(
        "Conv2DTranspose", [x], settings.kerasSettings(padding: settings.padding), weights: weights)
    }
    // The rows and columns of the opposite edge that reach over this one are put there, and cut off again, enlarged.
    func reach(_ cut: (Int, Int), _ stride: Int) -> (Int, Int) {
      ((cut.1 + stride - 1) / stride, (cut.0 + stride - 1) / stride)
    }
    let around = Margins(rows: reach(cut.rows, strides.height), columns: reach(cut.columns, strides.width))
    let images = context.padded(x, around, .circular)
    let sides = images.shape
    let larger = context.emit(
      "Conv2DTranspose", [images], settings.kerasSettings(padding: .valid), weights: weights,
      to: [
        Padding.valid.transposedOutputLength(input: sides[0], window: kernel.height, stride: strides.height),
        Padding.valid.transposedOutputLength(input: sides[1], window: kernel.width, stride: strides.width),
        settings.filters,
      ])
    func margin(_ around: (Int, Int), _ cut: (Int, Int), _ stride: Int, _ length: Int, _ output: Int) -> (Int, Int) {
      let before = around.0 * stride + cut.0
      return (before, length - before - output)
    }
    return context.cropped(
      larger,
      Margins(
        rows: margin(around.rows, cut.rows, strides.height, larger.shape[0], context.output[0]),
        columns: margin(around.columns, cut.columns, strides.width, larger.shape[1], context.output[1])))
  }
}

extension AveragePool: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) -> KerasValue {
    if window == 1, strides == 1 { return x }
    let margins = Margins(window, strides, padding, of: x.shape)
    let images = wraps ? context.padded(x, margins, .circular) : x
    return context.emit(
      "AveragePooling2D", [images],
      [
        "pool_size": window.list, "strides": strides.list,
        "padding": SettingValue((wraps ? Padding.valid : padding).rawValue),
      ])
  }
}

extension ConvolutionSettings {
  fileprivate func kerasSettings(padding: Padding) -> SettingValue {
    [
      "filters": SettingValue(filters), "kernel_size": kernelSize.list, "strides": strides.list,
      "padding": SettingValue(padding.rawValue), "use_bias": SettingValue(useBias),
    ]
  }
}
