extension Layer {
  /// Checks the number of outputs of a layer.
  func checkUnits(_ units: Int, _ name: String) throws(LayerError) {
    guard (1...1 << 24).contains(units) else {
      throw bad("the number of \(name) must be between 1 and 16777216, and is \(units)")
    }
  }

  /// Checks a pair of sides.
  func check(_ size: Size2D, _ name: String) throws(LayerError) {
    guard size.isUsable else { throw bad("\(name) must be between 1 and 65536, and are \(size)") }
  }

  /// The checks that both kinds of convolution share.
  func checkConvolution(_ filters: Int, _ kernelSize: Size2D, _ strides: Size2D) throws(LayerError) {
    try checkUnits(filters, "filters")
    try check(kernelSize, "the kernel's sides")
    try check(strides, "the strides")
  }
}
