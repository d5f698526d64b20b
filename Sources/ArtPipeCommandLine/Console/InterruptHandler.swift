import ArtPipeline
import Dispatch
import Foundation

/// Turns Ctrl-C, SIGTERM, SIGHUP and the limit of CPU time into a request to stop after the current step. A second signal
/// ends the program at once.
final class InterruptHandler {
  private let sources: [any DispatchSourceSignal]
  /// What signals did before.
  private let before: [(number: Int32, action: (@convention(c) (Int32) -> Void)?)]

  init(_ stop: StopRequest, console: Console) {
    let queue = DispatchQueue(label: "artpipe.interrupt")
    var before: [(number: Int32, action: (@convention(c) (Int32) -> Void)?)] = []
    sources = [SIGINT, SIGTERM, SIGHUP, SIGXCPU].compactMap { number -> (any DispatchSourceSignal)? in
      // The default action would end the program before the source sees the signal.
      let action = signal(number, SIG_IGN)
      // `nohup` has asked for this.
      if number == SIGHUP, unsafeBitCast(action, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { return nil }
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
}
