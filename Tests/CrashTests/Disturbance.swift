import Foundation

/// What happens to a run.
enum Disturbance: Sendable, CustomStringConvertible {
  /// It is killed from outside, after a share of the time that the whole run takes.
  case kill(after: Double)
  /// What the variable `ARTPIPE_FILE_FAULT` says.
  case fault(String)
  /// A script of the shell runs it, as `"$@"`.
  case script(String)

  static func kill(at call: Int, _ moment: String) -> Disturbance { .fault("any:\(call):kill-\(moment)") }

  var isKill: Bool {
    switch self {
    case .kill: true
    case .fault(let text): text.contains("kill")
    case .script: false
    }
  }

  var description: String {
    switch self {
    case .kill(let share): "killed at \(Int(share * 100)) %"
    case .fault(let text), .script(let text): text
    }
  }
}

/// The calls of a run that touch files, in order.
struct FileCalls: Sendable {
  let kinds: [String]

  init(traceFile: String) throws {
    kinds = try String(contentsOfFile: traceFile, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private static let changing: Set = ["write", "sync", "truncate", "rename", "link", "remove", "makeFolder"]

  /// A kill before each call that changes the disk, and within each write. After a call is before the next one.
  var kills: [Disturbance] {
    kinds.enumerated().flatMap { index, kind -> [Disturbance] in
      guard Self.changing.contains(kind) else { return [] }
      return [.kill(at: index + 1, "before")] + (kind == "write" ? [.kill(at: index + 1, "within")] : [])
    } + [.kill(at: kinds.count, "after")]
  }

  /// In a real run only some of them happen to a certain call; each of them must be told.
  static let errors = [ENOSPC, EIO, EMFILE, EACCES, EDQUOT, EROFS, EINTR]

  /// A failure of each call: the errors take turns, from one that the turn names, and every other one stays. Reading and
  /// writing also fall short.
  func faults(turn: Int) -> [Disturbance] {
    kinds.enumerated().flatMap { index, kind -> [Disturbance] in
      let error = Self.errors[(index + turn) % Self.errors.count]
      let stays = (index / Self.errors.count + turn) % 2 == 0 && error != EINTR ? "+" : ""
      let fault = Disturbance.fault("any:\(index + 1)\(stays):\(error)")
      return [fault] + (["read", "write"].contains(kind) ? [.fault("any:\(index + 1)\(stays):short")] : [])
    }
  }
}
