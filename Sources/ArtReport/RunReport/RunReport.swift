public import ArtFiles
public import ArtPipeline

/// The report of a run: one HTML file, which needs no network and nothing beside it. The same run gives the same bytes.
public struct RunReport {
  private let page: ReportPage

  /// Reads a run, also one that was killed or that another process writes. What is damaged or missing is left out, and the
  /// page says so.
  ///
  /// - Parameters:
  ///   - folder: The run's.
  ///   - tools: What the run may name.
  ///   - isShared: Whether it is for others: without training images, names of files and paths.
  /// - Throws: `PipelineError` for a folder that is none of a run, or that a newer artpipe wrote.
  public init(of folder: RunFolder, tools: Toolbox, isShared: Bool = false) throws(PipelineError) {
    page = ReportPage(try ReportedRun(folder, tools: tools, isShared: isShared))
  }

  /// The whole page.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    page.forEachPiece { bytes += Array($0.utf8) }
    return bytes
  }

  /// What the page holds, for tests.
  var data: ReportData { page.report }
}
