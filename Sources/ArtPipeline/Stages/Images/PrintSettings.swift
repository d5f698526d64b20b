import ArtMedia
import ArtSettings

/// How large a sheet is on paper.
struct PrintSettings: Sendable {
  /// Pixels for each inch; nil where the file is to tell none.
  let dotsPerInch: Int?
  /// The paper's width in millimetres; nil for a sheet as large as its images make it.
  let width: Double?
  /// Free paper around the images, in millimetres.
  let margin: Double

  private static let usualDotsPerInch = 300
  private static let millimetresPerInch = 25.4

  init(_ settings: SettingsReader) {
    let dotsPerInch = settings.optionalInteger(
      "dpi", in: 10...2400,
      "Pixels for each inch, which the file tells to printers; with 'printWidth' \(Self.usualDotsPerInch) where not given."
    )
    width = settings.optionalNumber(
      "printWidth", in: 5...2000,
      "The width on paper in millimetres: the images become as large as fit, by whole numbers of times, and the sheet is "
        + "exactly as wide.")
    let margin = settings.optionalNumber(
      "margin", in: 0...500, "Free paper around all images in millimetres, with 'printWidth'; 0 where not given.")
    self.dotsPerInch = dotsPerInch ?? (width == nil ? nil : Self.usualDotsPerInch)
    self.margin = margin ?? 0
    if width == nil, margin != nil {
      settings.problem(at: "margin", .conflict, "'margin' goes with 'printWidth', which says how wide the paper is")
    }
    if width != nil, settings.has("scale") {
      settings.problem(at: "scale", .conflict, "'printWidth' says how large the images become; leave 'scale' out")
    }
    if let width, 2 * self.margin >= width {
      settings.problem(
        at: "margin", .outOfRange,
        "two margins of \(Counted.text(self.margin)) mm leave nothing of \(Counted.text(width)) mm")
    }
  }

  /// A length in pixels.
  private func pixels(_ millimetres: Double) -> Int {
    Int((millimetres / Self.millimetresPerInch * Double(dotsPerInch ?? Self.usualDotsPerInch)).rounded())
  }

  /// The paper's width and its margin in pixels; nil where the document gives no width.
  var paper: (width: Int, margin: Int)? { width.map { (pixels($0), pixels(margin)) } }

  /// Puts a sheet on the paper, with images as large as fit.
  ///
  /// - Throws: ``MediaError`` where they do not fit even as small as they are.
  func fit(_ sheet: inout Sheet, count: Int, width: Int, height: Int) throws(MediaError) {
    guard let paper else { return }
    let room = paper.width - 2 * paper.margin
    var unlimited = sheet
    unlimited.limits = ImageLimits(side: .max, pixels: .max)
    unlimited.scale = 1
    let least = try unlimited.size(count: count, width: width, height: height).width
    guard least <= room else {
      throw MediaError(
        .invalidArgument,
        "the images take \(least) pixels in a row, and the paper has \(room): \(Counted.text(self.width ?? 0)) mm at "
          + "\(dotsPerInch ?? Self.usualDotsPerInch) dpi, without margins",
        advice: "take fewer 'columns', a wider paper, or more 'dpi'")
    }
    // Numbers grow in steps, so the width is looked at, not computed; it never shrinks.
    var (fits, tooLarge) = (1, room / width + 2)
    while tooLarge - fits > 1 {
      unlimited.scale = (fits + tooLarge) / 2
      let needed = try unlimited.size(count: count, width: width, height: height).width
      if needed <= room { fits = unlimited.scale } else { tooLarge = unlimited.scale }
    }
    (sheet.scale, sheet.width, sheet.margin) = (fits, paper.width, paper.margin)
  }
}
