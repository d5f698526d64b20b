import ArtPipeline
import Dispatch
import Foundation

/// Turns Ctrl-C and SIGTERM into a request to stop after the current step. A second one ends the program at once.
final class InterruptHandler {
  private let sources: [any DispatchSourceSignal]

  init(_ stop: StopRequest, console: Console) {
    let queue = DispatchQueue(label: "artpipe.interrupt")
    sources = [SIGINT, SIGTERM].map { number in
      // The default action would end the program before the source sees the signal.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if stop.isMade { _exit(ExitStatus.interrupted.rawValue) }
        stop.make()
        console.message("stopping after this step; once more to stop at once")
      }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }
}
