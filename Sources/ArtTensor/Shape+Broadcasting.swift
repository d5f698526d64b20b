extension Shape {
  /// The common shape of two operands by NumPy's rule: axes are matched from the last; a missing axis or one of
  /// extent 1 stretches to the other's. `nil` if the two do not fit.
  public static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
    let rank = max(a.rank, b.rank)
    var result = [Int](repeating: 1, count: rank)
    for i in 0..<rank {
      let da = i < a.rank ? a[a.rank - 1 - i] : 1
      let db = i < b.rank ? b[b.rank - 1 - i] : 1
      guard da == db || da == 1 || db == 1 else { return nil }
      result[rank - 1 - i] = da == 1 ? db : da
    }
    return Shape(result)
  }

  /// The axes of `target` along which an array of this shape repeats when it is broadcast to `target`:
  /// a gradient is summed over them on its way back.
  public func broadcastAxes(to target: Shape) -> [Int] {
    let missing = target.rank - rank
    return (0..<target.rank).filter { axis in
      axis < missing || (self[axis - missing] == 1 && target[axis] != 1)
    }
  }
}
