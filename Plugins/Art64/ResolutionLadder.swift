import ArtTensor

/// The sizes of a picture on its way from a few pixels to its full size, doubled at each rung.
struct ResolutionLadder {
  let pictureShape: Shape
  /// How often the smallest picture is doubled.
  let doublings: Int

  /// - Parameter pictureShape: `[height, width, channels]`. The smallest picture has no side below 4, if the picture
  ///   itself has none.
  init(pictureShape: Shape) {
    self.pictureShape = pictureShape
    var (short, other, doublings) = (min(pictureShape[0], pictureShape[1]), max(pictureShape[0], pictureShape[1]), 0)
    while short % 2 == 0, other % 2 == 0, short / 2 >= 4 {
      (short, other, doublings) = (short / 2, other / 2, doublings + 1)
    }
    self.doublings = doublings
  }

  /// Height and width on a rung; rung 0 is the smallest.
  func sides(_ rung: Int) -> (height: Int, width: Int) {
    (pictureShape[0] >> (doublings - rung), pictureShape[1] >> (doublings - rung))
  }

  /// The channels on a rung: `width` where the picture has the area of 64×64, doubled where its sides are half of that
  /// and halved where they are double, but not above `most`.
  func channels(_ rung: Int, width: Int, most: Int) -> Int {
    let (height, breadth) = sides(rung)
    let side = Double(height * breadth).squareRoot()
    let wanted = (Double(width) * 64 / side).rounded()
    return min(most, max(8, Int((wanted / 8).rounded()) * 8))
  }
}
