import ArtMetrics

/// The real pictures that looks compare samples with, and as many others as there are samples to take their place: most
/// figures depend on how many pictures there are on each side, so only equal numbers tell what no model can surpass.
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
    let others: PictureSet
    switch real.source {
    case .reference, .validation:
      (reference, others) = (real.reference, real.training.slice(0..<asked))
    case .training:
      // One half takes the place of samples, and the other is compared with.
      let half = min(real.training.count / 2, most)
      let isEnough = half >= Self.fewest
      reference = isEnough ? real.training.slice(half..<(2 * half)) : real.reference
      others = real.training.slice(0..<(isEnough ? min(asked, half) : 0))
    }
    standIns = others.count >= Self.fewest ? others : nil
    samples = standIns?.count ?? asked
  }
}
