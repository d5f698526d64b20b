/// The colours of a petal, from its foot to its tip.
struct PetalColors {
  var foot: Paint
  var body: Paint
  var tip: Paint
  var shadow: Paint
  /// The line along the middle: negative is darker.
  var vein: Float
  /// A dark blotch at the foot reaches this far along the petal; 0 for none.
  var blotch: Float

  /// Linear light at `u` along the petal, 0 to 1, and `v` across, -1 to 1.
  @inline(__always)
  func color(along u: Float, across v: Float, turnedToLight: Float) -> SIMD3<Float> {
    let toBody = min(u * 2.2, 1)
    let toTip = max(u - 0.45, 0) / 0.55
    var lab = foot.lab + (body.lab - foot.lab) * (toBody * toBody * (3 - 2 * toBody))
    lab += (tip.lab - lab) * (toTip * toTip)
    // A petal is a shallow bowl: the side turned to the light is bright, the rim a little brighter still.
    let rim = min(abs(v), 1)
    lab.x += 0.055 * v * turnedToLight + 0.025 * rim * rim * rim
    lab.x -= 0.10 * (1 - u) * (1 - u)
    let line = max(1 - abs(v) * 6, 0)
    lab.x += vein * line * (1 - u)
    if blotch > 0 {
      let depth = min(max((blotch - u) / (0.35 * blotch), 0), 1)
      lab += (shadow.lab * 0.8 - lab) * depth
    }
    return Paint(lab: lab).linear
  }
}
