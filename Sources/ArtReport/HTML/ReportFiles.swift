/// The files of pages about runs, which are part of the program. `Report/README.md` says what each is.
enum ReportFiles {
  /// The page with places for its parts: see ``Template``.
  static let template = text(PackageResources.report_html)

  /// The top of a report and of a comparison: see ``PageHead``.
  static let head = text(PackageResources.head_html)

  /// The section of curves of both.
  static let curves = text(PackageResources.curves_html)

  /// The style, which the playground's comes before.
  static let style = joined([
    PackageResources.colours_css,
    PackageResources.report_css,
    PackageResources.charts_css,
    PackageResources.glossary_css,
    PackageResources.print_css,
  ])

  /// Light or dark, before anything is painted: a script for the head.
  static let theme = text(PackageResources.theme_js)

  /// The scripts, for ``HTML/script(_:files:)``. They read the data in `report-data`.
  static let scripts = joined([
    PackageResources.blobs_js,
    PackageResources.animations_js,
    PackageResources.numbers_shown_js,
    PackageResources.sheets_js,
    PackageResources.chart_scale_js,
    PackageResources.chart_data_js,
    PackageResources.chart_drawing_js,
    PackageResources.chart_table_js,
    PackageResources.chart_js,
    PackageResources.chart_zoom_js,
    PackageResources.charts_js,
    PackageResources.glossary_js,
    PackageResources.scrolling_js,
    PackageResources.recipe_js,
    PackageResources.start_report_js,
  ])

  /// The terms of `docs/glossary.md`.
  static let glossary = text(PackageResources.glossary_md)

  private static func joined(_ files: [[UInt8]]) -> String { files.map(text).joined(separator: "\n") }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
