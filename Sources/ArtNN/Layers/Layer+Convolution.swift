extension Layer {
  /// The checks that both kinds of convolution share.
  func checkConvolution(_ filters: Int, _ kernelSize: Size2D, _ strides: Size2D) throws(LayerError) {
    guard filters > 0 else { throw bad("the number of filters must be at least 1, and is \(filters)") }
    guard kernelSize.isPositive else { throw bad("the kernel's size must be at least 1×1, and is \(kernelSize)") }
    guard strides.isPositive else { throw bad("the strides must be at least 1×1, and are \(strides)") }
  }
}
