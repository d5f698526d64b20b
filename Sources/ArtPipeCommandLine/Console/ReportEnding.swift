import ArgumentParser
import ArtFiles
import ArtPipeline
import ArtReport

/// Whether a run ends with a page about it.
struct ReportOption: ParsableArguments {
  @Flag(help: "Writes no page about the run at its end; \"report\": false in the document does the same.")
  var noReport = false

  var isWanted: Bool { !noReport }
}

/// The page about a run that the run ends with. The run's work is done by then: where the page cannot be written, that is a
/// warning.
struct ReportEnding {
  private let folder: RunFolder
  private let console: Console
  private let observer: PipelineObserver

  init(of folder: RunFolder, _ console: Console, _ observer: @escaping PipelineObserver) {
    self.folder = folder
    self.console = console
    self.observer = observer
  }

  /// Does a run and then writes its page, if there shall be one. A run that the user stopped has one too: it shows how far
  /// it came.
  static func run(_ runner: Runner, then ending: ReportEnding?) throws {
    do throws(PipelineError) {
      _ = try runner.run()
    } catch {
      if error.code == .interrupted { ending?.write() }
      throw error
    }
    ending?.write()
  }

  private func write() {
    do throws(PipelineError) {
      let report = try RunReport(of: folder, tools: Program.current.toolbox)
      console.result(try RunPage.report.write(in: folder, observer: observer) { try report.write(to: $0) })
    } catch {
      observer(
        .warning(
          "the page about the run is not written: \(error.message); all else is there, and 'artpipe report \(folder.path)' "
            + "makes the page later"))
    }
  }
}
