import ArtSettings

/// What visitors of a page can do besides drawing new images: a part of `Page/playground.html`, by its mark `data-part`.
enum PageControl: String, CaseIterable, Sendable {
  /// An image by its seed and number, and its truncation.
  case seed
  /// A morph between two images.
  case morph
  /// Sliders along directions, or of single coordinates.
  case sliders
  /// Images that are kept until the page is closed, and files of their points.
  case favourites
  /// The image as a PNG file.
  case save
  /// A link to the image.
  case link

  /// The parts of the markup that stay hidden in a page with some of the controls.
  ///
  /// - Parameter hasClasses: Whether the model's classes are chosen from.
  static func hiddenParts(showing shown: Set<PageControl>, hasClasses: Bool) -> Set<String> {
    // What tells of artpipe, and not of images.
    var hidden: Set = ["header", "program", "speed"]
    hidden.formUnion(Set(allCases).subtracting(shown).map(\.rawValue))
    let choosesNothing = !hasClasses && !shown.contains(.seed)
    if choosesNothing { hidden.insert("choose") }
    if choosesNothing, shown.isDisjoint(with: [.morph, .sliders, .favourites]) { hidden.insert("controls") }
    return hidden
  }
}

extension SettingsReader {
  /// The controls that a page is to have: all where none are named, and none for the name `none`.
  func pageControls(_ key: String, _ help: String) -> Set<PageControl> {
    let known = PageControl.allCases.map(\.rawValue)
    let written = names(key, "\(help): \(known.joined(separator: ", ")), or none; all by default.")
    guard let written else { return Set(PageControl.allCases) }
    if written == ["none"] { return [] }
    return Set(
      written.compactMap { name in
        let control = PageControl(rawValue: name)
        if control == nil {
          problem(
            at: key, .unknownName, "a page has no control '\(name)'; known are \(known.joined(separator: ", "))",
            suggestion: closest(to: name, in: known))
        }
        return control
      })
  }
}
