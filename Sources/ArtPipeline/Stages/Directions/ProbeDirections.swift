import ArtGAN
public import ArtSettings

/// The direction from images that somebody does not like to those that they like, or from images without something to
/// those with it: the weights of a linear classifier of their latent points.
///
/// Sources: see `LatentProbe`.
public struct ProbeDirections: DirectionMethod {
  public static let id = "probe"

  let liked: LatentSource?
  let unliked: LatentSource?

  public init(_ settings: SettingsReader) {
    liked = LatentSource(
      settings, "liked",
      "Of 'probe': a folder of samples that artpipe wrote ('images', or 'artpipe sample' into a folder), or a points file: "
        + "images that have what is looked for.")
    unliked = LatentSource(settings, "unliked", "Of 'probe': likewise, images that do not have it.")
    guard let liked, let unliked else { return }
    if liked.path == unliked.path {
      settings.problem(
        at: "unliked", .conflict, "these are the liked images themselves; a direction leads from one kind to another")
    }
    for (key, source) in [("liked", liked), ("unliked", unliked)] where source.count < Self.fewest {
      settings.problem(
        at: key, .outOfRange,
        "\(source.path) has \(Counted.text(source.count, "point")); name at least \(Self.fewest), better 20 or more")
    }
  }

  /// The fewest points of each kind: what two have in common may be anything.
  private static let fewest = 3

  public var fingerprint: SettingValue? {
    guard let liked, let unliked else { return nil }
    return ["liked": liked.fingerprint, "unliked": unliked.fingerprint]
  }

  public func directions(_ request: DirectionRequest) throws -> [FoundDirection] {
    guard let liked, let unliked else { return [] }
    let (good, bad) = (try liked.latents(in: request), try unliked.latents(in: request))
    guard let probe = LatentProbe(liked: good, unliked: bad) else {
      throw PipelineError(
        .data, "\(liked.path) and \(unliked.path) hold the same points, so no direction leads from one to the other")
    }
    let remark =
      "tells \(Percent.text(probe.accuracy)) of \(Counted.text(good.count)) liked and \(Counted.text(bad.count)) "
      + "unliked points apart"
    return [FoundDirection(probe.direction.map(Double.init), remark: remark, isSigned: true)]
  }
}
