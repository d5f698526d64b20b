/// Sine and cosine in plain arithmetic: the same bits on every machine, whatever its C library, as a drawn set
/// must be the same images everywhere.
enum Trigonometry {
  /// Absolute error below 1e-6 for angles up to a few turns. A Taylor polynomial of degree 11 on [-π/2, π/2].
  static func sine(_ angle: Float) -> Float {
    let turns = (angle / Float.pi).rounded()
    let x = angle - turns * Float.pi
    let square = x * x
    var sum: Float = -1 / 39_916_800
    sum = sum * square + 1 / 362_880
    sum = sum * square - 1 / 5_040
    sum = sum * square + 1 / 120
    sum = sum * square - 1 / 6
    let value = x + x * square * sum
    return turns.truncatingRemainder(dividingBy: 2) == 0 ? value : -value
  }

  static func cosine(_ angle: Float) -> Float {
    sine(angle + Float.pi / 2)
  }
}
