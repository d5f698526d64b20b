import ArtSettings
import ArtFiles

/// Files in a set's folder that were not tried, for their names say that they are of another kind.
public struct OtherFiles: Hashable, Sendable {
  /// The files whose names have one ending.
  public struct Kind: Hashable, Sendable, CustomStringConvertible {
    /// With its dot; `without an ending` where there is none.
    public let ending: String
    public let count: Int

    public var description: String { "\(count) \(ending)" }
  }

  /// The most frequent first.
  public let kinds: [Kind]

  /// - Parameter counts: How many files there are by what follows the last dot of their names.
  public init(_ counts: [String: Int] = [:]) {
    kinds = counts.map { Kind(ending: $0.key.isEmpty ? "without an ending" : ".\($0.key)", count: $0.value) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.ending < $1.ending }
  }

  init(names: [String]) {
    self.init(names.reduce(into: [:]) { $0[Paths.fileExtension($1), default: 0] += 1 })
  }

  public var count: Int { kinds.reduce(0) { $0 + $1.count } }

  public var isEmpty: Bool { kinds.isEmpty }

  /// `8 .txt, 4 .heic`; of many kinds the most frequent.
  var list: String {
    var parts = kinds.prefix(5).map(\.description)
    if kinds.count > 5 { parts.append("\(Counted.text(kinds.dropFirst(5).reduce(0) { $0 + $1.count })) others") }
    return parts.joined(separator: ", ")
  }

  private var files: String { Counted.text(count, "file") }

  /// `12 files: 8 .txt, 4 .heic`; `nothing` for none.
  var inventory: String { isEmpty ? "nothing" : "\(files): \(list)" }
}

extension OtherFiles: CustomStringConvertible {
  /// `3 files of kinds that are not read (2 .heic, 1 .psd)`.
  public var description: String { "\(files) of kinds that are not read (\(list))" }
}
