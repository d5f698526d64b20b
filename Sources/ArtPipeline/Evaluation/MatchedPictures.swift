import ArtMetrics

/// What an evaluation compares: samples with real pictures, and as many real pictures with the same ones in the samples'
/// place. Most figures depend on how many pictures there are on each side, so that only equal numbers tell what no model
/// can surpass: the floor.
struct MatchedPictures {
  /// What samples are compared with.
  let reference: PictureSet
  /// What people call these.
  let referenceName: String
  /// The class of each of them, as a name; nil where they have none.
  let referenceClasses: [String]?
  /// Real pictures in the place of samples.
  let standIns: PictureSet
  /// What these are.
  let words: String

  /// How many pictures the model makes: as many as there are to stand in their place.
  var samples: Int { standIns.count }

  /// - Parameters:
  ///   - real: all real pictures. Where those to compare with are the training pictures themselves, one half takes their
  ///     place, and the other that of the samples.
  ///   - most: the most pictures to compare with.
  ///   - asked: how many samples are asked for; nil for as many as there are pictures to compare with.
  init(_ real: RealPictures, most: Int, asked: Int?) {
    switch real.source {
    case .reference, .validation:
      reference = real.reference
      referenceName = real.referenceName
      referenceClasses = real.referenceClasses.map { Array($0.prefix(real.reference.count)) }
      standIns = real.training.slice(0..<(asked ?? real.reference.count))
      words = "\(Counted.text(standIns.count, "training picture")) in the place of the samples"
    case .training:
      let half = min(real.training.count / 2, most)
      reference = real.training.slice(half..<(2 * half))
      referenceName = "one half of \(real.referenceName)"
      referenceClasses = real.referenceClasses.map { Array($0[half..<(2 * half)]) }
      standIns = real.training.slice(0..<min(asked ?? half, half))
      words = "\(Counted.text(standIns.count, "picture")) of the other half in the place of the samples"
    }
  }
}
