import ArtNN
import ArtTensor

extension ModelDefinition {
  /// Why the numbers that the generator ends with do not fit the scale of its images, and what to write; nil where they
  /// do, and where nothing bounds them.
  public var outputProblem: String? {
    let (black, white) = (pixelRange.black, pixelRange.black + pixelRange.extent)
    guard let (range, layer) = generator.outputRange, range != black...white else { return nil }
    let kind = type(of: layer).kind
    let lost =
      range.lowerBound > black
      ? "nothing darker than mid-grey can be made" : "half of these numbers all become black"
    let advice = Self.fitting(pixelRange).map { "; end it in \"\($0)\"" } ?? ""
    let other = PixelRange.allCases.first { $0.black...($0.black + $0.extent) == range }
    let scale = other.map { "\(advice.isEmpty ? ";" : ", or") set \"pixelRange\": \"\($0.rawValue)\"" } ?? ""
    return
      "the generator ends in \(kind), which gives \(Self.words(range)), but its images are \(Self.words(black...white)) "
      + "(\"pixelRange\": \"\(pixelRange.rawValue)\"): \(lost)\(advice)\(scale)"
  }

  /// Why the discriminator ends in no logit, and what to write; nil where it may give any number, as losses expect.
  public var logitProblem: String? {
    if discriminator.layers.last is Dense, (try? discriminator.outputShape())?.rank == 3 {
      return
        "the discriminator ends in a dense layer on each pixel, which sees nothing around it: put \"flatten\" before the "
        + "dense layers, or end in a convolution, whose result is a map of logits"
    }
    guard let (range, layer) = discriminator.outputRange else { return nil }
    return
      "the discriminator ends in \(type(of: layer).kind), which gives \(Self.words(range)), but losses take a logit, which "
      + "may be any number: leave that layer out"
  }

  /// What to know of a generator whose numbers nothing bounds; nil for one that is bounded, or whose model says so itself.
  public var outputCaution: String? {
    guard generator.outputRange == nil, notes.isEmpty, let last = generator.layers.last else { return nil }
    let range = Self.words(pixelRange.black...(pixelRange.black + pixelRange.extent))
    let advice = Self.fitting(pixelRange).map { ": end it in \"\($0)\", unless that is meant" } ?? ""
    return
      "the generator ends in \(type(of: last).kind), which gives any number; images are \(range), and what lies beyond "
      + "becomes black or white\(advice)"
  }

  /// The built-in activation that gives numbers of a scale.
  private static func fitting(_ range: PixelRange) -> String? {
    ([Tanh(), Sigmoid()] as [any Layer]).first {
      $0.range(ofInput: nil) == range.black...(range.black + range.extent)
    }.map { type(of: $0).kind }
  }

  private static func words(_ range: ClosedRange<Float>) -> String {
    func text(_ number: Float) -> String { number == number.rounded() ? "\(Int(number))" : "\(number)" }
    return "\(text(range.lowerBound)) to \(text(range.upperBound))"
  }
}
