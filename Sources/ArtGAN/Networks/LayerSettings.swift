public import ArtNN
public import ArtSettings

// Settings that several networks have, read in one way.
extension SettingsReader {
  /// A list of layer widths.
  ///
  /// - Parameters:
  ///   - key: the setting's key.
  ///   - default: the usual widths.
  ///   - count: how many there must be; `nil` for any number, at least one unless there usually is none.
  ///   - help: what they are for, in a line.
  public func widths(_ key: String, default: [Int], count: Int? = nil, _ help: String) -> [Int] {
    let usual = `default`.map(String.init).joined(separator: ", ")
    guard let widths = integers(key, in: 1...65536, "\(help) [\(usual)] where it is left out.") else {
      return `default`
    }
    if widths.count > 100 {
      problem(at: key, .limit, "expected at most 100 layers, found \(widths.count)")
      return `default`
    }
    // Elements that are no such numbers have been noted, and are not in the list.
    guard widths.count == count ?? max(widths.count, `default`.isEmpty ? 0 : 1) else {
      let expected = count.map { "a list of \($0) whole numbers" } ?? "a list of at least 1 whole number"
      problem(at: key, .outOfRange, "expected \(expected), found \(widths.count)")
      return `default`
    }
    return widths
  }

  /// The setting `refinements`: how many 3×3 convolutions there are at each size, as many numbers as the default has.
  public func refinements(default usual: [Int]) -> [Int] {
    let key = "refinements"
    let written = usual.map(String.init).joined(separator: ", ")
    let help = "3×3 convolutions at each size, which change no size. [\(written)] where it is left out."
    guard let counts = integers(key, in: 0...16, help) else { return usual }
    guard counts.count == usual.count else {
      problem(at: key, .outOfRange, "expected a list of \(usual.count) whole numbers, found \(counts.count)")
      return usual
    }
    return counts
  }

  /// The setting `leakySlope`: 0 to 1.
  public func leakySlope(default: Double) -> Double {
    number("leakySlope", default: `default`, in: 0.0...1, "Slope of leaky ReLU below 0.")
  }

  /// The setting `dropout`: a share from 0 to below 1.
  public func dropout(default: Double) -> Double {
    number(
      "dropout", default: `default`, in: 0.0..<1, "The share of activations that are set to zero at each training step."
    )
  }

  /// The setting `spectralNorm`.
  public func spectralNorm(default: Bool) -> Bool {
    bool(
      "spectralNorm", default: `default`,
      "Divides each kernel by its largest singular value, which keeps the network's gradient small.")
  }

  /// The setting `initializer`: a name, or an object with its values.
  public func initializer(default: Initializer = .glorotUniform) -> Initializer {
    initializer("initializer", default: `default`, "How the first kernels are drawn.")
  }

  /// The setting `channels` of a network that has more of them the smaller its images become.
  public func firstChannels(default: Int) -> Int {
    integer(
      "channels", default: `default`, in: 1...1024,
      "Channels behind the first convolution; they double with each that halves the image.")
  }

  /// The setting `kernelSize`: 1 to 31 pixels.
  public func kernelSize(default: Int) -> Int {
    integer("kernelSize", default: `default`, in: 1...31, "Width and height of the kernels, in pixels.")
  }
}
