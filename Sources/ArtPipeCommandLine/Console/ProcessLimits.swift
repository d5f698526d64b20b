import ArtFiles
import Foundation

/// The limits that the system sets to the process.
enum ProcessLimits {
  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource
    private static func number(of resource: Resource) -> __rlimit_resource_t { __rlimit_resource_t(resource.rawValue) }
  #else
    private typealias Resource = Int32
    private static func number(of resource: Resource) -> Resource { resource }
  #endif

  /// Fewer do not suffice to write a file and tell of it.
  private static let fewestFiles = 16
  /// A Mac refuses a larger limit, though it tells that there is none.
  #if canImport(Darwin)
    private static let mostFiles = rlim_t(OPEN_MAX)
  #else
    private static let mostFiles = rlim_t.max
  #endif
  /// A smaller stack does not suffice to read a document that is nested as deep as allowed, on any thread. At its end the
  /// program would be ended without a word.
  private static let smallestStack = 512

  /// Takes what the limits allow, so that what is beyond them is told and not the program's end.
  static func prepare() {
    // A file that is opened must not get the number of standard output. What is written to it fails, and is told.
    StandardStreams.occupy()
    // A file beyond the limit of its size is an error of the call that writes it, which is told with its path.
    signal(SIGXFSZ, SIG_IGN)
    // `ulimit -t` sets both limits to one time, at which the program would end without a word. The signal comes earlier.
    change(RLIMIT_CPU) { limit in
      let isBounded = limit.rlim_max < 1 << 62
      if isBounded, limit.rlim_cur == limit.rlim_max { limit.rlim_cur -= min(5, limit.rlim_max / 2) }
    }
    SystemResources.saveAddresses()
    if let files = change(RLIMIT_NOFILE, { $0.rlim_cur = min($0.rlim_max, Self.mostFiles) }), files < fewestFiles {
      refuse("only \(files) files may be open ('ulimit -n' shows the limit): allow \(fewestFiles)")
    }
    if let stack = change(RLIMIT_STACK, { _ in }), stack < smallestStack << 10 {
      refuse("the stack may have only \(stack >> 10) kB ('ulimit -s' shows the limit): allow \(smallestStack)")
    }
  }

  /// A limit that the system sets.
  struct Limit {
    /// What is limited.
    let what: String
    /// nil for no limit.
    let amount: Int?
    var isBytes = true
  }

  /// Those that hold now.
  static var current: [Limit] {
    func amount(_ resource: Resource) -> Int? {
      change(resource) { _ in }.flatMap { $0 < 1 << 62 ? Int(clamping: $0) : nil }
    }
    return [
      Limit(what: "open files", amount: amount(RLIMIT_NOFILE), isBytes: false),
      Limit(what: "stack", amount: amount(RLIMIT_STACK)), Limit(what: "addresses", amount: amount(RLIMIT_AS)),
      Limit(what: "data", amount: amount(RLIMIT_DATA)), Limit(what: "size of a file", amount: amount(RLIMIT_FSIZE)),
      Limit(what: "seconds of processor time", amount: amount(RLIMIT_CPU), isBytes: false),
    ]
  }

  /// Ends the program, with as little as possible.
  private static func refuse(_ words: String) -> Never {
    _ = "error: \(words)\n".withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(ExitStatus.missingInput.rawValue)
  }

  /// Changes a limit as far as the system lets it.
  ///
  /// - Returns: The limit that holds; nil where the system does not tell.
  @discardableResult
  private static func change(_ resource: Resource, _ body: (inout rlimit) -> Void) -> rlim_t? {
    var limit = rlimit()
    guard getrlimit(number(of: resource), &limit) == 0 else { return nil }
    body(&limit)
    _ = setrlimit(number(of: resource), &limit)
    return getrlimit(number(of: resource), &limit) == 0 ? limit.rlim_cur : nil
  }
}
