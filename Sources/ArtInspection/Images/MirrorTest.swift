/// Whether images mirrored left to right could be others of the same set: faces and shells yes, letters no.
///
/// A test by nearest neighbours (after Schilling 1986, "Multivariate two-sample tests based on nearest neighbors"): each
/// image, and its mirror image, is compared with all others of the set. Where mirrored images belong to the set, they
/// come nearer to another image than the image itself does about half of the time. Mirrored digits do so in a tenth. It says
/// nothing of small signs in large images: a shop's name on a photo is mirrored with it.
public struct MirrorTest: Sendable, Hashable {
  /// The share of images whose mirror image is nearer to another image than they are themselves; equal ones count half.
  public let share: Double
  /// How many images were looked at.
  public let count: Int

  /// The least share at which images are taken to be mirrored without harm.
  public static let leastShare = 0.4
  /// The fewest images that tell anything.
  public static let fewest = 20
  private static let most = 200

  public var allowsFlips: Bool { share >= Self.leastShare }

  init(share: Double, count: Int) {
    (self.share, self.count) = (share, count)
  }

  /// nil for too few images. Those that look the same count once, or each would be its own nearest.
  init?(_ images: [InspectedImage], _ alike: LookAlikes) {
    let different = images.indices.filter { alike.copies[$0] == nil && alike.nearCopies[$0] == nil }
    guard different.count >= Self.fewest else { return nil }
    let count = min(different.count, Self.most)
    let chosen = (0..<count).map { images[different[$0 * different.count / count]].thumbnail }
    var mirroredIsNearer = 0.0
    for (number, image) in chosen.enumerated() {
      let mirrored = image.mirrored
      var (plain, turned) = (Int.max, Int.max)
      for (other, candidate) in chosen.enumerated() where other != number {
        plain = min(plain, Thumbnail.difference(image.pixels, candidate.pixels, most: plain))
        turned = min(turned, Thumbnail.difference(mirrored, candidate.pixels, most: turned))
      }
      mirroredIsNearer += turned < plain ? 1 : turned == plain ? 0.5 : 0
    }
    share = mirroredIsNearer / Double(count)
    self.count = count
  }
}
