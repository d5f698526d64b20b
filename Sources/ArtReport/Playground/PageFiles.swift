import Foundation

/// The page's own files, which are part of the program. `Page/README.md` says what each is.
enum PageFiles {
  static let markup = text(PackageResources.playground_html)
  static let style = text(PackageResources.playground_css)
  /// What the style and the scripts are followed by in a page of somebody's own.
  static let frameStyle = text(PackageResources.frame_css)
  static let frame = text(PackageResources.frame_js)
  static let kernels = PackageResources.kernels_wasm

  /// The markup with some of its parts hidden, by their marks `data-part`. Scripts find them all the same.
  static func markup(hiding parts: Set<String>) -> String {
    parts.reduce(into: markup) { markup, part in
      let mark = "data-part=\"\(part)\""
      markup = markup.replacingOccurrences(of: mark, with: "\(mark) hidden")
    }
  }

  /// The generator's engine, which a worker runs too.
  static let engine = """
    const artEngine = (() => {
    "use strict";
    \(joined(engineFiles))
    return \(exports);
    })();

    """

  /// The page's own script.
  static let page = """
    (() => {
    "use strict";
    const \(exports) = artEngine;
    \(joined(pageFiles))
    })();

    """

  /// What the page uses of the engine.
  private static let exports = "{ " + exportedNames.joined(separator: ", ") + " }"

  // The three lists are those of `Page/parts.json`, which the checks of the page in a browser read.

  static let exportedNames = [
    "base64URLOfBytes",
    "bytesOfBase64",
    "drawnClass",
    "engineService",
    "floatsOfBytes",
    "halfOfNumber",
    "latentPoint",
    "lerp",
    "numberOfHalf",
    "range",
    "shortFloat",
    "slerp",
    "weightsOfClass",
  ]

  private static let engineFiles = [
    PackageResources.numbers_js,
    PackageResources.random_js,
    PackageResources.latent_js,
    PackageResources.kernels_plain_js,
    PackageResources.kernels_js,
    PackageResources.layout_js,
    PackageResources.planner_js,
    PackageResources.layers_js,
    PackageResources.layers_products_js,
    PackageResources.layers_norms_js,
    PackageResources.layers_classes_js,
    PackageResources.layers_coordinates_js,
    PackageResources.any_size_js,
    PackageResources.engine_js,
    PackageResources.worker_js,
  ]

  private static let pageFiles = [
    PackageResources.client_js,
    PackageResources.point_js,
    PackageResources.points_file_js,
    PackageResources.links_js,
    PackageResources.images_js,
    PackageResources.sliders_js,
    PackageResources.morph_js,
    PackageResources.favourites_js,
    PackageResources.playground_view_js,
    PackageResources.playground_actions_js,
    PackageResources.start_js,
  ]

  private static func joined(_ files: [[UInt8]]) -> String { files.map(text).joined(separator: "\n") }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
