import ArtTensor

extension Shape {
  /// The number of elements, or `nil` if there are more than an array here can have: 2³¹.
  var countIfAllowed: Int? {
    var count = 1
    for dimension in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard !overflow, product <= 1 << 31 else { return nil }
      count = product
    }
    return count
  }
}
