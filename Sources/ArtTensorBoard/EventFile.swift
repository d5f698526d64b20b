public import ArtFiles
import Foundation

/// A file of events that TensorBoard shows: numbers, images and histograms by their steps.
///
/// Records are whole or not there: those that were handed over are in the file at the latest a second later, and at each
/// ``flush()``, however the program ends. A new file is begun at each start of the program, as TensorBoard expects: it reads
/// files in the order of their names, and ``restart(at:)`` says what no longer counts.
public final class EventFile {
  private let place: FilePlace
  private let now: () -> Double
  private let framing = RecordFraming()
  /// nil until there is something to write.
  private var file: FileWriter?
  private var waiting: [UInt8] = []
  private var flushed = 0.0

  /// Whether the folder had files of earlier starts.
  public let followsOthers: Bool

  private static let version = "brain.Event:2"
  private static let mostWaiting = 1 << 20

  /// The beginning of all files' names.
  public static let prefix = "events.out.tfevents."

  /// - Parameters:
  ///   - folder: A run's folder.
  ///   - name: The name of a folder in it, which is made when there is something to write.
  ///   - now: A clock, in seconds since 1970; nil for the system's.
  /// - Throws: `FileError` where the folder cannot be looked into.
  public init(
    in folder: RunFolder, _ name: String, now: (() -> Double)? = nil
  ) throws(FileError) {
    let now = now ?? { Date().timeIntervalSince1970 }
    self.now = now
    self.folder = folder
    self.name = name
    // The names' order is that of the files' beginnings, whatever the clock did.
    let last = try folder.names(in: name).compactMap(Self.second).max()
    followsOthers = last != nil
    place = folder.file("\(name)/\(Self.prefix)\(Self.digits(max(Int(now()), (last ?? 0) + 1))).artpipe")
  }

  private let folder: RunFolder
  private let name: String

  deinit { try? flush() }

  // MARK: Events

  /// Adds numbers, by their tags.
  public func add(_ numbers: [(tag: String, value: Float)], step: Int) throws(FileError) {
    try add(.summary(numbers.map { Event.Summary(tag: $0.tag, value: .scalar($0.value)) }), step: step)
  }

  /// Adds an image.
  ///
  /// - Parameters:
  ///   - png: The bytes of its file.
  ///   - width: Its width, in pixels.
  ///   - height: Its height, in pixels.
  ///   - channels: Its channels, from 1 to 4.
  ///   - tag: What it is listed by.
  ///   - step: The training's step.
  public func add(
    png: [UInt8], width: Int, height: Int, channels: Int, tag: String, step: Int
  ) throws(FileError) {
    let image = Event.Summary.Value.image(png: png, width: width, height: height, channels: channels)
    try add(.summary([Event.Summary(tag: tag, value: image)]), step: step)
  }

  /// Adds a histogram of numbers, all of them finite.
  public func add(histogramOf numbers: [Float], tag: String, step: Int) throws(FileError) {
    try add(.summary([Event.Summary(tag: tag, value: .histogram(Histogram(of: numbers)))]), step: step)
  }

  /// What was told of a step and of later ones no longer counts, in this file and in earlier ones.
  public func restart(at step: Int) throws(FileError) { try add(.start, step: step) }

  private func add(_ content: Event.Content, step: Int) throws(FileError) {
    let time = now()
    try begin(at: time)
    framing.append(Event(wallTime: time, step: step, content: content).encoded, to: &waiting)
    if time >= flushed + 1 || waiting.count >= Self.mostWaiting {
      try flush()
      flushed = time
    }
  }

  // MARK: The file

  /// Hands all events to the system.
  public func flush() throws(FileError) {
    guard let file, !waiting.isEmpty else { return }
    let bytes = waiting
    waiting.removeAll(keepingCapacity: true)
    try file.append(bytes)
  }

  private func begin(at time: Double) throws(FileError) {
    guard file == nil else { return }
    try folder.create(name)
    let file = try FileWriter(place)
    var first: [UInt8] = []
    framing.append(Event(wallTime: time, step: 0, content: .fileVersion(Self.version)).encoded, to: &first)
    try file.append(first)
    try file.commit()
    self.file = file
    flushed = time
  }

  /// The second in a file's name.
  private static func second(ofName name: String) -> Int? {
    guard name.hasPrefix(prefix) else { return nil }
    return Int(name.dropFirst(prefix.count).prefix { $0 != "." })
  }

  private static func digits(_ second: Int) -> String {
    let text = String(second)
    return String(repeating: "0", count: max(0, 10 - text.count)) + text
  }
}
