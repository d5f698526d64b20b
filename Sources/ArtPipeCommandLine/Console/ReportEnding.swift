import ArgumentParser
import ArtFiles
import ArtPipeline
import ArtReport
import Dispatch

/// Whether a run ends with a page about it.
struct ReportOption: ParsableArguments {
  @Flag(help: "Writes no page about the run at its end; \"report\": false in the document does the same.")
  var noReport = false

  var isWanted: Bool { !noReport }
}

extension RunReport {
  /// The whole page of a run, made on a thread of its own, so that a stop is heard at once.
  ///
  /// - Throws: ``PipelineError``, also where the user wants to stop.
  static func page(of folder: RunFolder, isShared: Bool = false, stop: StopRequest) throws -> [UInt8] {
    let tools = Program.current.toolbox
    return try stop.waiting { try RunReport(of: folder, tools: tools, isShared: isShared).bytes }
  }
}

/// The page about a run that the run ends with. The run's work is done by then: where the page cannot be written, that is a
/// warning.
struct ReportEnding {
  /// A run that the user stopped has a page too, where that is made in so many seconds.
  private static let patience = 5

  private let folder: RunFolder
  private let stop: StopRequest
  private let console: Console
  private let observer: PipelineObserver

  init(of folder: RunFolder, _ stop: StopRequest, _ console: Console, _ observer: @escaping PipelineObserver) {
    self.folder = folder
    self.stop = stop
    self.console = console
    self.observer = observer
  }

  /// Does a run and then writes its page, if there shall be one. A run that the user stopped has one too: it shows how far
  /// it came.
  static func run(_ runner: Runner, then ending: ReportEnding?) throws {
    do throws(PipelineError) {
      _ = try runner.run()
    } catch {
      if error.code == .interrupted { ending?.write(stop: .after(seconds: patience)) }
      throw error
    }
    guard let ending, !ending.write(stop: ending.stop) else { return }
    // The run is whole; the same command makes the page alone.
    try ending.stop.check()
  }

  /// - Returns: Whether the page is there now.
  @discardableResult
  private func write(stop: StopRequest) -> Bool {
    do {
      let report = try RunReport.page(of: folder, stop: stop)
      console.result(try RunPage.report.write(in: folder, observer: observer) { try $0.append(report) })
      return true
    } catch {
      let error = PipelineError(wrapping: error)
      let reason = error.code == .interrupted ? "the run was stopped" : error.message
      observer(
        .warning(
          "the page about the run is not written: \(reason); all else is there, and 'artpipe report \(folder.path)' makes "
            + "the page later"))
      return false
    }
  }
}

extension StopRequest {
  /// One that is made in some time.
  fileprivate static func after(seconds: Int) -> StopRequest {
    let stop = StopRequest()
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { stop.make() }
    return stop
  }
}
