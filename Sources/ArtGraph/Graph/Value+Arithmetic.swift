// Operators stretch operands to each other by NumPy's broadcasting rule.
extension Value {
  public static func + (a: Value, b: Value) -> Value { a.graph.emit(Elementwise(.add), [a, b]) }
  public static func - (a: Value, b: Value) -> Value { a.graph.emit(Elementwise(.subtract), [a, b]) }
  public static func * (a: Value, b: Value) -> Value { a.graph.emit(Elementwise(.multiply), [a, b]) }
  public static func / (a: Value, b: Value) -> Value { a.graph.emit(Elementwise(.divide), [a, b]) }

  public static func + (a: Value, b: Float) -> Value { a.applying(Elementwise(.addScalar(b))) }
  public static func + (a: Float, b: Value) -> Value { b + a }
  public static func - (a: Value, b: Float) -> Value { a + -b }
  public static func - (a: Float, b: Value) -> Value { -b + a }
  public static func * (a: Value, b: Float) -> Value { a.applying(Elementwise(.multiplyScalar(b))) }
  public static func * (a: Float, b: Value) -> Value { b * a }
  public static func / (a: Value, b: Float) -> Value { a * (1 / b) }
  public static func / (a: Float, b: Value) -> Value { b.reciprocal() * a }

  public static prefix func - (a: Value) -> Value { a * -1 }

  public func exp() -> Value { applying(Elementwise(.exp)) }

  /// The natural logarithm.
  public func log() -> Value { applying(Elementwise(.log)) }
  public func tanh() -> Value { applying(Elementwise(.tanh)) }

  /// 1 / (1 + e⁻ˣ).
  public func sigmoid() -> Value { applying(Elementwise(.sigmoid)) }

  /// log(1 + eˣ), without overflow.
  public func softplus() -> Value { applying(Elementwise(.softplus)) }

  /// max(x, 0).
  public func relu() -> Value { leakyReLU(slope: 0) }

  /// x where x > 0, else `slope`·x.
  public func leakyReLU(slope: Float) -> Value { applying(Elementwise(.leakyReLU(slope: slope))) }
  public func sqrt() -> Value { applying(Elementwise(.sqrt)) }

  /// 1 / √x.
  public func rsqrt() -> Value { applying(Elementwise(.rsqrt)) }
  public func reciprocal() -> Value { applying(Elementwise(.reciprocal)) }
  public func abs() -> Value { applying(Elementwise(.abs)) }
  public func square() -> Value { applying(Elementwise(.square)) }

  /// −1, 0 or 1. Its gradient is zero.
  public func sign() -> Value { applying(Elementwise(.sign)) }

  /// The sine of an angle in radians; 0 for angles beyond 10⁵, whose sine a float says nothing about.
  public func sine() -> Value { applying(Elementwise(.sine)) }

  /// The larger of the two; the gradient goes to this value where they are equal.
  public func maximum(_ other: Value) -> Value { graph.emit(Elementwise(.maximum), [self, other]) }

  /// The smaller of the two; the gradient goes to this value where they are equal.
  public func minimum(_ other: Value) -> Value { graph.emit(Elementwise(.minimum), [self, other]) }

  /// 1 where this value is greater, else 0. Its gradient is zero; likewise the other comparisons.
  public func greater(_ other: Value) -> Value { graph.emit(Elementwise(.greater), [self, other]) }
  public func greaterOrEqual(_ other: Value) -> Value { graph.emit(Elementwise(.greaterOrEqual), [self, other]) }
  public func equal(_ other: Value) -> Value { graph.emit(Elementwise(.equal), [self, other]) }

  /// The same numbers, taken as constants by ``Graph/gradients(of:withRespectTo:sharing:)``.
  public func stoppingGradient() -> Value { applying(StopGradient()) }
}

/// `a` where the mask is not zero, `b` elsewhere.
public func select(where mask: Value, _ a: Value, _ b: Value) -> Value {
  mask.graph.emit(Elementwise(.select), [mask, a, b])
}
