import ArtTensor

/// The sizes of an image on its way from a few pixels to its full size, doubled at each rung.
struct ResolutionLadder {
  let imageShape: Shape
  /// How often the smallest image is doubled.
  let doublings: Int

  /// - Parameter imageShape: `[height, width, channels]`. The smallest image has no side below 4, if the image
  ///   itself has none.
  init(imageShape: Shape) {
    self.imageShape = imageShape
    var (short, other, doublings) = (min(imageShape[0], imageShape[1]), max(imageShape[0], imageShape[1]), 0)
    while short % 2 == 0, other % 2 == 0, short / 2 >= 4 {
      (short, other, doublings) = (short / 2, other / 2, doublings + 1)
    }
    self.doublings = doublings
  }

  /// Height and width on a rung; rung 0 is the smallest.
  func sides(_ rung: Int) -> (height: Int, width: Int) {
    (imageShape[0] >> (doublings - rung), imageShape[1] >> (doublings - rung))
  }

  /// The sizes there are, the full one too.
  var rungs: Int { doublings + 1 }

  /// The usual channels on all rungs: multiples of 16, for which convolutions are fastest.
  var usualChannels: [Int] {
    let widths = [128, 96, 64, 32]
    return (0..<rungs).map { $0 < widths.count ? widths[$0] : 16 }
  }

  /// The usual number of 3×3 convolutions on these rungs: one where an image has at most 16×16 pixels, so that it costs
  /// little and sees much.
  var usualRefinements: [Int] {
    (0..<rungs).map {
      let (height, width) = sides($0)
      return height * width <= 16 * 16 ? 1 : 0
    }
  }
}
