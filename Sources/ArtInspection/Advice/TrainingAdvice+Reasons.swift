import ArtMedia
import ArtSettings

/// Each choice, and why.
extension TrainingAdvice {
  /// The fewest images of each class for classes to be learnt.
  private static let fewestOfClass = 100
  /// Coloured images of classes are learnt without weights to start from: so many of them, for so many minutes.
  private static let fewestWithClasses = 1000
  private static let shortestWithClasses = 10.0
  /// The most classes.
  private static let mostClasses = 100
  /// What the evaluation's metrics of nearest neighbours need.
  static let fewestToEvaluate = 6
  /// From so many images on, some are kept back.
  static let manyImages = 500

  static func classes(_ images: Inspection, minutes: Double) -> (areLearnt: Bool, line: Line)? {
    guard images.classes.count > 1, let least = images.classes.min(by: { $0.count < $1.count }) else { return nil }
    let count = Counted.text(images.classes.count, "class", "classes")
    func line(_ choice: String, _ reason: String) -> Line {
      Line(topic: "classes", choice: choice, reason: reason, source: nil)
    }
    if images.classes.count > mostClasses {
      return (false, line("not learnt", "\(count) are too many to be told apart in this time"))
    }
    guard least.count >= fewestOfClass else {
      return (
        false,
        line(
          "not learnt",
          "'\(least.name)' has \(Counted.text(least.count, "image")), and each class needs \(fewestOfClass) to be learnt"
        )
      )
    }
    if !images.isGrey {
      guard images.images.count >= fewestWithClasses, minutes >= shortestWithClasses else {
        return (
          false,
          line(
            "not learnt",
            "shipped weights know no classes, and without them \(Counted.text(images.images.count, "image")) give nothing good "
              + "in \(Counted.text(minutes, "minute"))")
        )
      }
    }
    return (true, line("learnt: \(count)", "each has at least \(fewestOfClass) images; ask for one with --class NAME"))
  }

  static func evaluation(isOn: Bool, validation: Double) -> Line {
    let (choice, reason) =
      switch (isOn, validation > 0) {
      case (false, _): ("off", "fewer than \(fewestToEvaluate) images cannot be compared")
      case (true, true):
        (
          "on, with a tenth of the images kept back",
          "images that were not learnt from tell best how good the results are"
        )
      case (true, false):
        ("on", "it tells whether images are varied, and whether they are copies; each image is needed for training")
      }
    return Line(topic: "evaluation", choice: choice, reason: reason, source: nil)
  }

  static func time(_ images: Inspection, minutes: Double) -> Line {
    let count = images.distinctCount
    let reason =
      switch count {
      case ..<20: "so few images are soon learnt by heart: look at the nearest training images in the report"
      case ..<2000: "the report's sheets tell when it is enough: give more minutes while they still get better"
      default: "so many images take longer: give more minutes while the report's sheets still get better"
      }
    return Line(topic: "time", choice: Counted.text(minutes, "minute"), reason: reason, source: nil)
  }

  static func size(_ images: Inspection, _ model: ModelChoice) -> (fit: FitMode, line: Line) {
    let side = model.side
    let small = images.images.count { $0.shorterSide < side }
    let usual = images.usualShape
    let kept = Int((100 * min(usual, 1 / usual)).rounded())
    let hasBackground = 2 * images.images.count(where: \.isTransparent) > images.images.count
    var reason = "that is what the model makes"
    if small > 0 { reason += "; \(Counted.text(small, "image is", "images are")) smaller, and become blurred" }
    // A tenth that goes is hardly missed.
    guard kept < 90 else {
      return (.crop, Line(topic: "size", choice: "\(side)×\(side), cropped", reason: reason, source: nil))
    }
    if hasBackground {
      reason += "; most images are not square, and their background goes on to the sides"
      return (.pad, Line(topic: "size", choice: "\(side)×\(side), whole", reason: reason, source: nil))
    }
    reason += "; the middle \(kept) % of most images is kept ('fit: pad' keeps all, with borders)"
    return (.crop, Line(topic: "size", choice: "\(side)×\(side), cropped", reason: reason, source: nil))
  }

  static func flip(_ images: Inspection) -> (isOn: Bool, line: Line) {
    func line(_ isOn: Bool, _ reason: String) -> (Bool, Line) {
      (isOn, Line(topic: "flip", choice: isOn ? "on" : "off", reason: reason, source: nil))
    }
    guard let test = images.mirrorTest else {
      return line(
        false,
        "too few images to tell whether mirrored ones would fit; turn it on for faces, shells or landscapes, which doubles "
          + "the images")
    }
    let percent = Int((100 * test.share).rounded())
    guard test.allowsFlips else {
      return line(
        false,
        "mirrored images do not fit the others: \(percent) % of them are nearer to another image than the image itself is, "
          + "and it would be half")
    }
    return line(
      true,
      "mirrored images fit the others as well as the images do (\(percent) % are nearer to another one; half would be even); "
        + "turn it off where they show letters or digits")
  }

  /// White, or black where what shows is light itself; nil where no image is transparent.
  static func background(_ images: Inspection) -> SettingColor? {
    let transparent = images.images.filter(\.isTransparent)
    guard !transparent.isEmpty else { return nil }
    let brightness = transparent.map(\.brightness).reduce(0, +) / Double(transparent.count)
    return brightness > 210 ? .black : .white
  }
}
