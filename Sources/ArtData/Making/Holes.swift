public import ArtSettings
public import ArtTensor

/// Covers parts of the image with boxes and strokes of one colour, elsewhere each time: a model learns to fill them.
public struct Holes: InputMaker {
  public static let id = "holes"
  public static let summary =
    "Covers parts with a colour, others each time: the model learns to fill holes and scratches."
  public static let isRandom = true

  /// What holes look like.
  public enum Form: String, CaseIterable, Codable, Sendable {
    /// Rectangles.
    case boxes
    /// Bent lines, as scratches are.
    case strokes
    /// Either.
    case mixed
  }

  /// The most holes in an image; there is at least one.
  public let count: Int
  /// The largest side of a box, and the reach of a stroke, as a part of the image's shorter side.
  public let size: Double
  public let form: Form
  /// What covers the image: where a person wants something filled, they paint it in this colour.
  public let color: SettingColor

  public init(
    count: Int = 4, size: Double = 0.4, form: Form = .mixed,
    color: SettingColor = SettingColor(red: 255, green: 0, blue: 255)
  ) {
    self.count = count
    self.size = size
    self.form = form
    self.color = color
  }

  public init(_ settings: SettingsReader) {
    count = settings.integer("count", default: 4, in: 1...100, "The most holes in an image; there is at least one.")
    size = settings.number(
      "size", default: 0.4, in: 0.02...1, "The largest side of a hole, as a part of the image's shorter side.")
    form = settings.choice("form", default: Form.mixed, "Boxes, strokes as scratches are, or both.")
    color = settings.color(
      "color", default: SettingColor(red: 255, green: 0, blue: 255),
      "What covers the image. To fill something later, paint it over in this colour.")
  }

  public func change(_ input: InputPixels, random: RandomKey) {
    let brush = HoleBrush(input, color: color)
    let reach = Double(min(input.height, input.width)) * size
    for hole in 0...random.int(0, below: count) {
      let key = random.folded(UInt64(hole) + 1)
      let isBox = form == .boxes || form == .mixed && key.uniform(0) < 0.5
      if isBox { brush.box(reach: reach, key) } else { brush.stroke(reach: reach, key) }
    }
  }
}
