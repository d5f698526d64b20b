#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import CArtFiles

/// What this process can still take of the machine.
public struct SystemResources: Hashable, Sendable {
  /// What sets a bound.
  public enum Bound: String, Hashable, Sendable {
    /// The machine's own memory.
    case system
    /// A control group: a container's limit, or systemd's.
    case group
    /// The limit of the process (`ulimit -v`, `ulimit -d`).
    case process
  }

  /// The memory that can still be taken, in bytes: the least of all bounds. Nil where the system does not tell.
  public let freeMemory: Int?
  /// Which bound that is.
  public let bound: Bound

  /// What can be taken now.
  public static func current() -> SystemResources {
    let available = Int(clamping: art_available_memory())
    return SystemResources(
      ProcessFiles(root: ""), available: available > 0 ? available : nil, addressSpace: limit(ART_ADDRESS_SPACE),
      data: limit(ART_DATA))
  }

  /// The memory that this process has at present, in bytes; nil where the system does not tell.
  public static var residentMemory: Int? {
    let bytes = max(ProcessFiles(root: "").memory(of: "VmRSS"), Int(clamping: art_resident_memory()))
    return bytes > 0 ? bytes : nil
  }

  /// The memory that a control group of the process may have, as a container's limit is; nil for none.
  public static var groupLimit: Int? { ProcessFiles(root: "").groupLimit }

  /// - Parameters:
  ///   - files: Where the system tells of its state.
  ///   - available: What it tells by a call: the memory that can be taken without swapping; nil for nothing.
  ///   - addressSpace: The limit of the process for all its addresses; nil for none.
  ///   - data: The limit of the process for its data; nil for none.
  init(_ files: ProcessFiles, available: Int? = nil, addressSpace: Int?, data: Int?) {
    var bounds: [(bytes: Int, bound: Bound)] = []
    if let free = files.availableMemory ?? available { bounds.append((free, .system)) }
    bounds += files.groups.map { ($0, .group) }
    if let addressSpace { bounds.append((addressSpace - files.memory(of: "VmSize"), .process)) }
    if let data { bounds.append((data - files.memory(of: "VmData"), .process)) }
    let least = bounds.min { $0.bytes < $1.bytes }
    freeMemory = least.map { max(0, $0.bytes) }
    bound = least?.bound ?? .system
  }

  /// The addresses that the stacks of so many threads take, and what else cannot be foreseen; 0 where addresses are not
  /// limited (`ulimit -v`).
  public static func addresses(ofThreads count: Int) -> Int {
    guard limit(ART_ADDRESS_SPACE) != nil else { return 0 }
    return (16 << 20) + count * min(limit(ART_STACK) ?? 8 << 20, 1 << 30)
  }

  /// Keeps few addresses beside those that are used, where they are limited. To be called before there are threads.
  public static func saveAddresses() {
    if limit(ART_ADDRESS_SPACE) != nil { art_save_addresses() }
  }

  /// The bytes that this user may still write to the disk of a path, or of the nearest folder above it that exists; nil
  /// where that cannot be told.
  public static func freeDisk(at path: String) -> Int? {
    var place = Paths.resolve(path)
    while true {
      var bytes: UInt64 = 0
      if let folder = try? Directory(FileInfo.isFolder(place) ? place : Paths.split(place).folder),
        (try? SystemCall.examine { art_free_disk(folder.descriptor.number, &bytes) }) != nil
      {
        return Int(clamping: bytes)
      }
      let above = Paths.split(place).folder
      if above == place { return nil }
      place = above
    }
  }

  /// Whether memory of so many bytes can be had: a large array that cannot be had ends the program.
  package static func canAllocate(_ count: Int) -> Bool {
    guard count > 1 << 20 else { return true }
    guard let memory = malloc(count) else { return false }
    free(memory)
    // The system promises more than it has.
    guard count > 1 << 26, let free = current().freeMemory else { return true }
    return count < free
  }

  private static func limit(_ kind: art_limit_kind) -> Int? {
    let limit = art_limit(kind)
    return limit == UInt64.max ? nil : Int(clamping: limit)
  }
}
