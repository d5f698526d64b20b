import ArgumentParser
import ArtData
import ArtFetch
import ArtFiles
import ArtPipeline
import Foundation
import Synchronization

/// `artpipe datasets fetch`.
struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetches published datasets.",
    discussion: """
      Documents then name them: "dataset": "mnist". Files go to ~/.cache/artpipe/datasets, or below the folder that \
      ARTPIPE_CACHE names. Only the very files that were published are taken; the same command goes on where a fetch \
      stopped. Nothing else that artpipe does needs a network.
      """)

  @Argument(help: "The names; see 'artpipe datasets list'.", completion: .publishedSet)
  var names: [String]
  @Option(
    help: ArgumentHelp("Copies the files from a folder that has them, in the place of a server.", valueName: "folder"),
    completion: .directory)
  var from: String?
  @Option(help: ProgressOptions.Form.help)
  var progress = ProgressOptions.Form.auto

  func run() throws {
    let console = progress.makeConsole()
    try reporting(console) {
      let toolbox = Program.current.toolbox
      let sets = try names.map { try toolbox.publishedSets.named($0) }
      let stop = StopRequest()
      let interrupts = InterruptHandler(stop, console: console)
      defer { withExtendedLifetime(interrupts) {} }
      let observer = RunReporter(console).observer
      for set in sets {
        let start = ContinuousClock.now
        let meter = FetchMeter(of: set.name, observer)
        let fetcher = SetFetcher(
          into: toolbox.fetchedSets, environment: ProcessInfo.processInfo.environment, isStopped: { stop.isMade },
          observer: meter.tell)
        console.heading(set.name, "\(set.summary); licence: \(set.license)")
        let bytes = try fetching { try fetcher.fetch(set, from: from) }
        let folder = toolbox.fetchedSets.folder(of: set) ?? ""
        if bytes == 0 { console.message("  all \(set.files.count == 1 ? "of it" : "files") there already") }
        let seconds = start.duration(to: .now) / .seconds(1)
        observer(.ended(stage: set.name, seconds: bytes == 0 ? 0 : seconds, files: [folder]))
      }
    }
  }
}

/// `artpipe datasets remove`.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Removes fetched datasets.",
    discussion: "Only the published files are removed, and what an unfinished fetch left of them.")

  @Argument(help: "The names; see 'artpipe datasets list'.", completion: .publishedSet)
  var names: [String]

  func run() throws {
    let console = Console()
    try reporting(console) {
      let toolbox = Program.current.toolbox
      for set in try names.map({ try toolbox.publishedSets.named($0) }) {
        let fetcher = SetFetcher(
          into: toolbox.fetchedSets, environment: [:], isStopped: { false }, observer: { _ in })
        let freed = try fetching { try fetcher.remove(set) }
        console.message(freed > 0 ? "\(set.name): \(ByteCount.text(Double(freed))) freed" : "\(set.name): not fetched")
      }
    }
  }
}

/// Does something with published sets; its errors become those of the command line.
private func fetching<R>(_ body: () throws -> R) throws -> R {
  do {
    return try body()
  } catch let error as FetchError {
    let code: PipelineError.Code =
      switch error.code {
      case .unavailable: .unavailable
      case .noPlace: .cannotWrite
      case .mismatch: .data
      case .busy: .busy
      case .stopped: .interrupted
      }
    throw PipelineError(code, error.description)
  }
}

/// Makes the progress of a fetch that of a stage, with the time that is left at the speed so far.
private final class FetchMeter: Sendable {
  private let name: String
  private let observer: PipelineObserver
  /// When the first bytes came, and how many were there by then.
  private let first = Mutex<(time: ContinuousClock.Instant, done: Int)?>(nil)

  init(of name: String, _ observer: @escaping PipelineObserver) {
    self.name = name
    self.observer = observer
  }

  func tell(_ progress: SetFetcher.Progress) {
    let left = first.withLock { first -> Double? in
      let now = ContinuousClock.now
      guard let first else {
        first = (now, progress.done)
        return nil
      }
      let (seconds, bytes) = (first.time.duration(to: now) / .seconds(1), progress.done - first.done)
      return seconds > 1 && bytes > 0 ? seconds / Double(bytes) * Double(progress.total - progress.done) : nil
    }
    observer(
      .progress(
        StageProgress(
          stage: name, done: progress.done, total: progress.total, unit: "byte", secondsLeft: left,
          doing: progress.file)))
  }
}
