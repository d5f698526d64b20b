// Only in builds with `-D FILE_FAULTS`, as `make test` makes them: the program that is installed has none of this.
#if FILE_FAULTS
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #else
    import Darwin
  #endif
  import Synchronization

  /// Lets the process fail, or die, at one of its calls that touch files: tests find out what is left behind.
  ///
  /// The variable `ARTPIPE_FILE_FAULT` says what happens: `KIND:NUMBER:ACTION`, such as `write:17:28`, `any:40:kill-after`.
  /// - `KIND` is one of ``SystemCall``'s cases, or `any`.
  /// - `NUMBER` counts the calls of that kind from 1; with a `+` behind it all later ones are meant too.
  /// - `ACTION` is an `errno` to fail with in the place of the call, `short` (half of the bytes are read or written),
  ///   `kill-before`, `kill-within` (half of the bytes are read or written first) or `kill-after`, or `term`: SIGTERM comes,
  ///   and the call two seconds later.
  ///
  /// `ARTPIPE_FILE_TRACE` names a file to which the kind of each call is appended, one a line.
  struct FileFaults: Sendable {
    static let ofProcess = FileFaults(fault: text(of: "ARTPIPE_FILE_FAULT"), trace: text(of: "ARTPIPE_FILE_TRACE"))

    private enum Action: Sendable {
      case fail(Int32)
      case short, killBefore, killWithin, killAfter, terminate

      init?(_ text: Substring) {
        switch text {
        case "short": self = .short
        case "kill-before": self = .killBefore
        case "kill-within": self = .killWithin
        case "kill-after": self = .killAfter
        case "term": self = .terminate
        default:
          guard let code = Int32(text), code > 0 else { return nil }
          self = .fail(code)
        }
      }
    }

    private struct Plan: Sendable {
      /// Nil for any.
      let call: SystemCall?
      let number: Int
      let isLasting: Bool
      let action: Action

      init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 3, let action = Action(parts[2]) else { return nil }
        isLasting = parts[1].hasSuffix("+")
        call = SystemCall(rawValue: String(parts[0]))
        guard call != nil || parts[0] == "any", let number = Int(parts[1].prefix { $0 != "+" }), number > 0 else {
          return nil
        }
        self.number = number
        self.action = action
      }
    }

    /// A class, since atomics are not copied.
    private final class Counter: Sendable {
      let value = Atomic(0)
    }

    private let plan: Plan?
    private let trace: Int32?
    private let counter = Counter()

    private init(fault: String?, trace: String?) {
      plan = fault.map { text in
        // A slip that went unnoticed would be a test that finds nothing.
        guard let plan = Plan(text) else { fatalError("ARTPIPE_FILE_FAULT=\(text) is not KIND:NUMBER:ACTION") }
        return plan
      }
      self.trace = trace.map { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666) }
    }

    /// Makes a call that moves up to so many bytes, or what the plan has in its place.
    func meet<T: SignedInteger>(_ call: SystemCall, _ count: Int, _ body: (Int) -> T) -> T {
      if let trace {
        let line = Array("\(call.rawValue)\n".utf8)
        _ = line.withUnsafeBytes { write(trace, $0.baseAddress, $0.count) }
      }
      switch action(at: call) {
      case nil: return body(count)
      case .fail(let code):
        errno = code
        return -1
      case .short: return body((count + 1) / 2)
      case .killBefore: die()
      case .killWithin:
        if count > 1 { _ = body(count / 2) }
        die()
      case .killAfter:
        _ = body(count)
        die()
      case .terminate:
        kill(getpid(), SIGTERM)
        for _ in 0..<200 { usleep(10_000) }
        return body(count)
      }
    }

    private func action(at call: SystemCall) -> Action? {
      guard let plan, plan.call == nil || plan.call == call else { return nil }
      let number = counter.value.add(1, ordering: .relaxed).newValue
      return number == plan.number || plan.isLasting && number > plan.number ? plan.action : nil
    }

    /// Ends the process at once: nothing is tidied up.
    private func die() -> Never {
      kill(getpid(), SIGKILL)
      while true { pause() }
    }

    private static func text(of variable: String) -> String? { getenv(variable).map { String(cString: $0) } }
  }
#endif
