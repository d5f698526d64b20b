public import ArtSettings
public import ArtTensor

extension SettingsReader {
  /// The shape of a model's images, `[height, width, channels]`, from the settings `size`, `width` and `height`.
  ///
  /// - Parameters:
  ///   - size: both sides where nothing is written.
  ///   - channels: 1, 3 or 4 where nothing is written.
  ///   - multiple: what both sides must be a multiple of: 4 for a generator that doubles its image twice.
  public func imageShape(size: Int, channels: Int, multipleOf multiple: Int = 1) -> Shape {
    let rule = multiple == 1 ? "" : " A multiple of \(multiple)."
    let limits = multiple...(ModelDefinition.sides.upper ?? multiple)
    let size = integer("size", default: size, in: limits, "Width and height of the images, in pixels.\(rule)")
    let width = optionalInteger("width", in: limits, "Width, where it is not 'size'.\(rule)")
    let height = optionalInteger("height", in: limits, "Height, where it is not 'size'.\(rule)")
    let channels = imageChannels(
      "color", default: channels, "Whether images are grey, coloured (rgb), or coloured and transparent (rgba).")
    for (key, side) in [("size", size), ("width", width ?? size), ("height", height ?? size)]
    where side % multiple != 0 && (key == "size" || has(key)) {
      let near = max(multiple, (side + multiple / 2) / multiple * multiple)
      problem(at: key, .outOfRange, "expected a multiple of \(multiple) such as \(near), found \(side)")
    }
    return [round(height ?? size, multiple), round(width ?? size, multiple), channels]
  }

  /// The channels of images, from a setting such as `color`: 1, 3 or 4.
  ///
  /// - Parameter usual: 1, 3 or 4 where nothing is written.
  public func imageChannels(_ key: String, default usual: Int, _ help: String) -> Int {
    choice(key, default: ImageColor(channels: usual), help).count
  }

  /// The coordinates of latent points and how they are drawn.
  public func latentSpace(size: Int, distribution: LatentDistribution = .normal) -> LatentSpace {
    LatentSpace(
      size: integer("latentSize", default: size, in: ModelDefinition.latentSizes, "Coordinates of a latent point."),
      distribution: choice(
        "latentDistribution", default: distribution,
        "How latent points are drawn: standard normal, or uniform between -1 and 1."))
  }

  /// Brings an impossible side to the nearest possible one; the problem is noted where it is read.
  private func round(_ side: Int, _ multiple: Int) -> Int {
    max(multiple, side / multiple * multiple)
  }
}

private enum ImageColor: String, CaseIterable {
  case grey
  case rgb
  case rgba

  init(channels: Int) { self = Self.allCases.first { $0.count == channels } ?? .rgb }

  var count: Int {
    switch self {
    case .grey: 1
    case .rgb: 3
    case .rgba: 4
    }
  }
}
