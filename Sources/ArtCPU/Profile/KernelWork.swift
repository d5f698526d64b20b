import ArtGraph

/// What a run of a kernel takes, besides reading its operands and writing its results.
struct KernelWork {
  /// The way it is computed, where there was a choice.
  var algorithm: String?
  /// Multiply-adds by the operation's definition.
  var directMultiplyAdds = 0
  /// Multiply-adds that are really done.
  var multiplyAdds = 0
  /// Numbers of scratch memory written and numbers read.
  var scratchTraffic = 0
}
