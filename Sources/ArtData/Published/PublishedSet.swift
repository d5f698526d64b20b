public import ArtSettings

/// A data set that others have published. Documents name it (`"dataset": "mnist"`), and `artpipe datasets fetch` brings its
/// files.
public struct PublishedSet: Sendable {
  /// The name in documents and of its folder: `fashion-mnist`.
  public var name: String
  /// One line for a list.
  public var summary: String
  /// Who made it, and where it is described.
  public var source: String
  /// What its makers allow: a licence's name, or what is known where they name none.
  public var license: String
  public var files: [PublishedFile]
  /// The kind of data set that reads the folder of its files.
  public var kind: any DatasetSource.Type

  public init(
    name: String, summary: String, source: String, license: String, files: [PublishedFile],
    kind: any DatasetSource.Type
  ) {
    self.name = name
    self.summary = summary
    self.source = source
    self.license = license
    self.files = files
    self.kind = kind
  }

  /// All files together, in bytes.
  public var size: Int { files.reduce(0) { $0 + $1.size } }
}

/// A file of a published data set. Only its very bytes are taken.
public struct PublishedFile: Hashable, Sendable {
  public var name: String
  /// In bytes.
  public var size: Int
  /// 64 lower-case hexadecimal digits.
  public var sha256: String
  /// Where it lies, all https, in the order in which they are tried.
  public var addresses: [String]

  public init(name: String, size: Int, sha256: String, addresses: [String]) {
    self.name = name
    self.size = size
    self.sha256 = sha256
    self.addresses = addresses
  }

  /// - Parameter folders: where it lies under its own name; each ends in a slash.
  init(_ name: String, _ size: Int, _ sha256: String, in folders: [String]) {
    self.init(name: name, size: size, sha256: sha256, addresses: folders.map { $0 + name })
  }
}

/// The published data sets that documents can name.
public typealias PublishedSetRegistry = Registry<PublishedSet>

extension PublishedSet: RegisteredValue {
  /// A set is among them only where the hash of each file is known from real files.
  public static var builtIn: [PublishedSet] { [.mnist, .fashionMNIST, .kmnist, .cifar10] }

  public static var noun: RegistryError.Noun { RegistryError.Noun("published data set", "published data sets") }

  public var id: String { name }
}
