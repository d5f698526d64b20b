// Which layers look at each pixel on its own.

extension ReLU { public var isPixelwise: Bool { true } }
extension LeakyReLU { public var isPixelwise: Bool { true } }
extension Tanh { public var isPixelwise: Bool { true } }
extension Sigmoid { public var isPixelwise: Bool { true } }
extension Dropout { public var isPixelwise: Bool { true } }
extension Dense { public var isPixelwise: Bool { true } }
extension BatchNorm { public var isPixelwise: Bool { true } }
extension ConditionalBatchNorm { public var isPixelwise: Bool { true } }
extension PixelNorm { public var isPixelwise: Bool { true } }
extension LayerNorm { public var isPixelwise: Bool { extent == .channels } }
extension Conv2D { public var isPixelwise: Bool { kernelSize == 1 && strides == 1 } }

extension ResidualBlock {
  public var isPixelwise: Bool { (layers + shortcut).allSatisfy(\.isPixelwise) }
}
