public import ArtSettings
public import ArtTensor

/// Adds noise, of another strength each time: a model learns to take it away.
public struct Noise: InputMaker {
  public static let id = "noise"
  public static let summary = "Adds noise, other each time: the model learns to clean images."
  public static let isRandom = true

  /// The largest standard deviation, as a part of the way from black to white.
  public let strength: Double
  /// The smallest.
  public let least: Double
  /// Whether all colours get the same noise, as in grey film.
  public let isGrey: Bool

  public init(strength: Double = 0.15, least: Double = 0, isGrey: Bool = false) {
    self.strength = strength
    self.least = least
    self.isGrey = isGrey
  }

  public init(_ settings: SettingsReader) {
    strength = settings.number(
      "strength", default: 0.15, in: 0.01...1,
      "The largest standard deviation of the noise, where black is 0 and white is 1; each image gets one up to it.")
    least = settings.number("least", default: 0, in: 0...1, "The smallest standard deviation.")
    isGrey = settings.bool("grey", default: false, "Whether red, green and blue get the same noise.")
    if least > strength {
      settings.problem(at: "least", .outOfRange, "expected a number up to 'strength', \(strength), found \(least)")
    }
  }

  public func change(_ input: InputPixels, random: RandomKey) {
    let (pixels, channels) = (input.height * input.width, input.channels)
    let colors = min(channels, 3)
    let each = isGrey ? 1 : colors
    let deviation = Float(255 * (least + (strength - least) * Double(random.uniform(0))))
    let noise = random.folded(1).normals(count: pixels * each)
    for pixel in 0..<pixels {
      // Where little shows, little noise does, and nothing is above the alpha that weighs it.
      let most = channels == 4 ? Float(input.bytes[pixel * 4 + 3]) : 255
      for color in 0..<colors {
        let place = pixel * channels + color
        let value = Float(input.bytes[place]) + noise[pixel * each + (isGrey ? 0 : color)] * deviation * most / 255
        input.bytes[place] = UInt8(min(max(value, 0), most).rounded())
      }
    }
  }
}
