import ArtPipeline
import Dispatch
import Foundation

/// Turns Ctrl-C, SIGTERM, SIGHUP and the limit of CPU time into a request to stop after the current step. A second signal
/// ends the program at once.
final class InterruptHandler {
  private typealias Action = @convention(c) (Int32) -> Void

  private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGXCPU]

  private let sources: [any DispatchSourceSignal]
  /// What signals did before.
  private let before: [(number: Int32, action: Action?)]

  init(_ stop: StopRequest, console: Console) {
    let queue = DispatchQueue(label: "artpipe.interrupt")
    var before: [(number: Int32, action: Action?)] = []
    sources = Self.numbers.compactMap { number -> (any DispatchSourceSignal)? in
      // The default action would end the program before the source sees the signal.
      let action = signal(number, SIG_IGN)
      if number == SIGHUP, Self.isIgnored(action) { return nil }
      before.append((number, action))
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if number == SIGXCPU {
          // It comes again each second, until the hard limit ends the program.
          guard !stop.isMade else { return }
          console.message("the limit of CPU time is reached ('ulimit -t' shows it)")
        }
        if stop.isMade { _exit(ExitStatus.interrupted.rawValue) }
        stop.make()
        console.message("stopping after this step; press Ctrl-C again to stop at once")
      }
      source.resume()
      return source
    }
    self.before = before
  }

  deinit {
    for source in sources { source.cancel() }
    // Where nothing runs that could stop, a signal ends the program again.
    for (number, action) in before { signal(number, action) }
  }

  /// Whether a signal is to do nothing: `nohup` asks for that.
  private static func isIgnored(_ action: Action?) -> Bool {
    unsafeBitCast(action, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Lets a signal end the program at once wherever no ``InterruptHandler`` hears it: while a document is planned, and in
  /// commands that only read. What is written then has no name yet, so nothing is left of it.
  static func prepare() {
    for number in numbers {
      let before = signal(number) { number in
        // Nothing else may be done at such a moment.
        let words: StaticString =
          number == SIGXCPU
          ? "stopped: the limit of CPU time is reached ('ulimit -t' shows it)\n"
          : "stopped; the same command starts this again\n"
        _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
        _exit(ExitStatus.interrupted.rawValue)
      }
      if isIgnored(before) { signal(number, SIG_IGN) }
    }
  }
}
