import ArtSettings

extension ReportParts {
  /// An image or a video of the page: with its own content, or filled by `blobs.js` when it comes near the screen.
  static func image(_ image: ReportData.Image, source: String? = nil) -> String {
    let sides = image.width.flatMap { width in image.height.map { " width=\"\(width)\" height=\"\($0)\"" } } ?? ""
    let place = source.map { "src=\"\($0)\"" } ?? "data-blob=\"\(HTML.text(image.blob ?? ""))\""
    if image.type.hasPrefix("video/") {
      return "<video controls loop muted playsinline preload=\"metadata\" "
        + "aria-label=\"\(HTML.text(image.title)): \(HTML.text(image.alt))\" \(place)\(sides)></video>"
    }
    // A moving image stands still until the reader starts it: see animations.js.
    let moves = image.kind == "video" ? " data-moves" : ""
    let smooth = (image.width ?? 0) >= 400 ? " class=\"smooth\"" : ""
    return "<img alt=\"\(HTML.text(image.alt))\"\(smooth)\(moves) \(place)\(sides)>"
  }

  /// The same with its caption.
  static func figure(_ image: ReportData.Image, source: String? = nil) -> String {
    let name = image.file.map { " <code>\(HTML.text($0))</code>" } ?? ""
    return
      "<figure>\(Self.image(image, source: source))<figcaption>\(HTML.text(image.caption))\(name)</figcaption></figure>\n"
  }

  /// Those of all stages: single images of a stage together.
  var images: String {
    var (found, stages, small) = ("", [String](), [String: [ReportData.Image]]())
    for image in report.images {
      guard image.kind == "images", let stage = image.stage else {
        found += Self.figure(image)
        continue
      }
      if small[stage] == nil { stages.append(stage) }
      small[stage, default: []].append(image)
    }
    for stage in stages {
      let images = small[stage] ?? []
      let shown = images.map { image in
        var image = image
        image.alt = image.title
        return Self.image(image)
      }
      found +=
        "<figure class=\"small\">\(shown.joined())<figcaption>\(Counted.text(images.count, "single image")), made by the stage "
        + "“\(HTML.text(stage))”.</figcaption></figure>\n"
    }
    return found
  }
}
