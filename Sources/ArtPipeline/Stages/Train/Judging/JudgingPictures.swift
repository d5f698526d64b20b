import ArtMetrics

/// The real pictures that looks compare samples with, and as many others as there are samples to take their place, where
/// there are enough of them for figures.
struct JudgingPictures {
  let source: RealPictures.Source
  /// What samples are compared with.
  let reference: PictureSet
  /// Real pictures in the place of samples; nil where there are too few.
  let standIns: PictureSet?
  /// Pictures that the model makes for a look: no more than can be replaced by real ones.
  let samples: Int
  /// What people call the reference.
  let name: String

  /// Fewer pictures than that have no figures.
  private static let fewest = 6

  /// - Parameters:
  ///   - real: all real pictures.
  ///   - most: the most pictures to compare with.
  ///   - asked: how many samples the document asks for.
  init(_ real: RealPictures, most: Int, asked: Int) {
    source = real.source
    name = real.referenceName
    let matched = MatchedPictures(real, most: most, asked: asked)
    let isEnough = matched.standIns.count >= Self.fewest
    // Halves that are too small for figures are put together again.
    reference = isEnough || source != .training ? matched.reference : real.reference
    standIns = isEnough ? matched.standIns : nil
    samples = standIns?.count ?? asked
  }
}
