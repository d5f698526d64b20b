/// A group of a file: groups and datasets by name, and attributes.
public struct HDF5Group: Sendable {
  private let source: HDF5Source
  private let attributes: HDF5Attributes
  private let members: [String: HDF5Links.Target]

  init(_ source: HDF5Source, at start: Int) throws(HDF5Error) {
    let header = try HDF5Header(source, at: start)
    guard try header.first(8, source) == nil else { throw source.error(.missing, "is a dataset, and no group") }
    self.source = source
    members = try HDF5Links.links(header, source)
    attributes = try HDF5Attributes(header, source)
  }

  /// The path in the file: `/layers/dense`; empty for the file's root.
  public var path: String { source.place }

  /// The names of what is in it, sorted.
  public var names: [String] { members.keys.sorted() }

  /// The names of its attributes, sorted.
  public var attributeNames: [String] { attributes.names }

  public func contains(_ name: String) -> Bool { members[name] != nil }

  /// The value of an attribute; nil where there is none.
  public func attribute(_ name: String) throws(HDF5Error) -> HDF5Value? { try attributes.value(name) }

  /// The group of a name or a path: `layers/dense`.
  ///
  /// - Throws: ``HDF5Error`` where there is none.
  public func group(_ path: String) throws(HDF5Error) -> HDF5Group {
    var group = self
    for name in path.split(separator: "/") {
      let (source, start) = try group.member(String(name))
      group = try HDF5Group(source, at: start)
    }
    return group
  }

  /// The dataset of a name or a path: `layers/dense/vars/0`.
  ///
  /// - Throws: ``HDF5Error`` where there is none.
  public func dataset(_ path: String) throws(HDF5Error) -> HDF5Dataset {
    let names = path.split(separator: "/")
    let (source, start) = try group(names.dropLast().joined(separator: "/")).member(names.last.map(String.init) ?? "")
    return try HDF5Dataset(HDF5Header(source, at: start), source)
  }

  /// Whether a member is a group.
  public func isGroup(_ name: String) throws(HDF5Error) -> Bool {
    let (source, start) = try member(name)
    return try HDF5Header(source, at: start).first(8, source) == nil
  }

  private func member(_ name: String) throws(HDF5Error) -> (HDF5Source, Int) {
    let place = source.at("\(source.place)/\(name)")
    switch members[name] {
    case .object(let start): return (place, start)
    case .link: throw place.unsupported("is a link to elsewhere, which is not followed")
    case nil: throw source.error(.missing, "holds no '\(name)'")
    }
  }
}
