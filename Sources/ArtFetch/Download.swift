import ArtData
import ArtFiles
import ArtSettings

/// One file of a published set, asked of its servers in turn until its very bytes are there. What came stays, and the next
/// request, also another day's, asks only for the rest.
struct Download {
  let file: PublishedFile
  /// Where it goes.
  let partial: PartialFile
  let transfer: Transfer
  /// How long to wait before a server that was cut off is asked again, in seconds.
  let pause: Double
  let isStopped: @Sendable () -> Bool
  /// Called with the bytes that are there.
  let progress: (Int) -> Void

  /// How often a server is asked again that sends nothing more, and at most.
  private static let (mostVainTries, mostTries) = (3, 50)

  private enum Verdict {
    case whole
    /// What came may be gone on with.
    case cut(String)
    /// All bytes came, and they are others.
    case wrong(String)
    /// This server does not have the file.
    case refused(String)
  }

  /// - Throws: ``FetchError`` with the reason of each server; `FileError` where the disk fails.
  func run() throws {
    var reasons: [String] = []
    // All may have come before, and the end of it not.
    if partial.size >= file.size {
      if case .whole = try verdict() { return try partial.commit() }
      try partial.restart()
    }
    for address in file.addresses {
      guard let reason = try ask(address) else { return try partial.commit() }
      reasons.append("\(Self.host(of: address)): \(reason)")
    }
    throw FetchError(
      .unavailable,
      "\(file.name) cannot be fetched: \(reasons.joined(separator: "; ")); "
        + "the same command tries again, and keeps what has come")
  }

  /// Asks a server until it has sent everything.
  ///
  /// - Returns: Why it is of no use; nil where the file is whole.
  private func ask(_ address: String) throws -> String? {
    var vain = 0
    for _ in 0..<Self.mostTries {
      let before = partial.size
      switch try attempt(address) {
      case .whole: return nil
      case .refused(let reason): return reason
      case .wrong(let reason):
        try partial.restart()
        // What was wrong may have come from elsewhere.
        if before == 0 { return reason }
      case .cut(let reason):
        vain = partial.size > before ? 0 : vain + 1
        if vain == Self.mostVainTries { return reason }
        try wait()
      }
    }
    return "it was cut off \(Self.mostTries) times"
  }

  private func attempt(_ address: String) throws -> Verdict {
    if isStopped() { throw stopped }
    let reception = Reception(self)
    let outcome = try transfer.get(address, from: partial.size, into: reception)
    if let error = reception.error { throw error }
    if let verdict = reception.refusal { return verdict }
    switch outcome {
    case .stopped: throw stopped
    case .failed(let reason, let isCut): return isCut ? .cut(reason) : .refused(reason)
    case .done: return try verdict()
    }
  }

  /// What has come, once the server has sent all that it sends.
  private func verdict() throws -> Verdict {
    guard partial.size == file.size else {
      return .cut("it sent \(Counted.text(partial.size)) of \(Counted.text(file.size, "byte"))")
    }
    let hash = try partial.hash().hex
    return hash == file.sha256 ? .whole : .wrong("its file is another one (SHA-256 \(hash.prefix(16))…)")
  }

  private var stopped: FetchError { FetchError(.stopped, "stopped; the same command goes on where this stopped") }

  private func wait() throws {
    let end = ContinuousClock.now + .seconds(pause)
    while ContinuousClock.now < end {
      if isStopped() { throw stopped }
      Pause.shortly()
    }
  }

  /// `storage.googleapis.com`.
  static func host(of address: String) -> Substring {
    let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.count > 2 ? parts[2] : address[...]
  }

  /// Takes what one request brings.
  private final class Reception: TransferReceiver {
    private let download: Download
    private(set) var refusal: Verdict?
    private(set) var error: FileError?

    init(_ download: Download) {
      self.download = download
    }

    var goesOn: Bool { !download.isStopped() }

    func begin(_ answer: Transfer.Answer) -> Bool {
      refusal = fault(answer)
      guard refusal == nil else { return false }
      // A server that does not know ranges begins again.
      guard answer.status == 200, download.partial.size > 0 else { return true }
      return storing { () throws(FileError) in try download.partial.restart() }
    }

    private func fault(_ answer: Transfer.Answer) -> Verdict? {
      let (partial, size) = (download.partial, download.file.size)
      func other(_ found: Int?) -> Verdict? {
        guard let found, found != size else { return nil }
        return .refused(
          "its file is another one: it has \(Counted.text(found, "byte")) in the place of \(Counted.text(size))")
      }
      switch answer.status {
      case 200: return other(answer.length)
      case 206 where answer.start == partial.size: return other(answer.total)
      case 206, 416: return .wrong("it does not send the part that was asked for")
      case 404, 410: return .refused("it has no such file (\(answer.status))")
      case 429, 500...599: return .refused("it is overloaded or out of order (\(answer.status))")
      default: return .refused("it answers with \(answer.status)")
      }
    }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
      let (partial, size) = (download.partial, download.file.size)
      guard partial.size + bytes.count <= size else {
        refusal = .wrong("it sends more than the file's \(Counted.text(size, "byte"))")
        return false
      }
      let isStored = storing { () throws(FileError) in try partial.append(bytes) }
      if isStored { download.progress(partial.size) }
      return isStored && goesOn
    }

    private func storing(_ body: () throws(FileError) -> Void) -> Bool {
      do throws(FileError) {
        try body()
        return true
      } catch {
        self.error = error
        return false
      }
    }
  }
}
