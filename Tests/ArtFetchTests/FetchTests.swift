import ArtData
import ArtSettings
import ArtTestSupport
import Foundation
import Synchronization
import Testing

@testable import ArtFetch
@testable import ArtFiles

/// Fetching from a server on this computer that does what servers do.
struct FetchTests {
  typealias Request = LoopbackServer.Request
  typealias Reply = LoopbackServer.Reply

  private let folder: TemporaryFolder
  private let content = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 7) }

  init() throws { folder = try TemporaryFolder() }

  private var sets: FetchedSets { FetchedSets(folder: folder.path) }

  private func fetcher(
    allowsHTTP: Bool = true, stallSeconds: Int = 1, isStopped: @escaping @Sendable () -> Bool = { false },
    observer: @escaping @Sendable (SetFetcher.Progress) -> Void = { _ in }
  ) -> SetFetcher {
    SetFetcher(
      into: sets, transfer: Transfer(allowsHTTP: allowsHTTP, connectSeconds: 2, stallSeconds: stallSeconds), pause: 0,
      isStopped: isStopped, observer: observer)
  }

  private func set(_ addresses: [String]) -> PublishedSet {
    let file = PublishedFile(
      name: "digits.gz", size: content.count, sha256: SHA256.hash(content).hex, addresses: addresses)
    return PublishedSet(
      name: "toy", summary: "toys", source: "nobody", license: "none", files: [file], kind: IDXSource.self)
  }

  private func file(_ name: String = "digits.gz") -> [UInt8]? {
    (try? Data(contentsOf: URL(fileURLWithPath: folder.path + "/toy/\(name)"))).map { Array($0) }
  }

  private func putPart(_ bytes: [UInt8]) throws {
    try FileManager.default.createDirectory(atPath: folder.path + "/toy", withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/toy/.digits.gz.part"))
  }

  private var part: [UInt8]? { file(".digits.gz.part") }

  @Test func aFileIsFetchedOnceAndKeepsItsBytes() throws {
    let server = try LoopbackServer { [content] request, _ in .file(content, for: request) }
    let seen = Mutex<[Int]>([])
    let watching = fetcher(observer: { progress in seen.withLock { $0.append(progress.done) } })
    #expect(try watching.fetch(set([server.address("a")])) == content.count)
    #expect(file() == content)
    #expect(seen.withLock { $0.first == 0 && $0.last == content.count && $0 == $0.sorted() })
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path + "/toy").sorted() == [".lock", "digits.gz"])
    #expect(sets.hold(set([])))
    // All is there: no server is asked.
    #expect(try fetcher().fetch(set([server.address("a")])) == 0)
    #expect(server.requests.count == 1)
    #expect(server.requests[0].headers["user-agent"] == "artpipe")
    #expect(server.requests[0].headers["range"] == nil)
  }

  @Test func whatIsNotThePublishedFileIsReplaced() throws {
    try putPart([])
    var other = content
    other[7] ^= 1
    try Data(other).write(to: URL(fileURLWithPath: folder.path + "/toy/digits.gz"))
    let server = try LoopbackServer { [content] request, _ in .file(content, for: request) }
    #expect(try fetcher().fetch(set([server.address("a")])) == content.count)
    #expect(file() == content)
  }

  /// What is there of the file before, what the server does with its first requests, and from which byte on each request
  /// asks. It is a good server afterwards.
  static let troubles: [(String, before: Int, [@Sendable ([UInt8], Request) -> Reply], starts: [Int])] = [
    ("goes on", 10_000, [], [10_000]),
    ("was whole", 40_000, [], []),
    ("is longer than the file", 40_001, [], [0]),
    ("cuts off", 0, [{ content, _ in cut(content, after: 5_000) }], [0, 5_000]),
    (
      "cuts off without a length", 0,
      [
        { content, request in
          var reply = cut(content, after: 5_000)
          reply.headers = [:]
          return reply
        }
      ], [0, 5_000]
    ),
    (
      "cuts off again and again", 0,
      [{ content, _ in cut(content, after: 5_000) }]
        + Array(
          repeating: { content, request in
            var reply = Reply.file(content, for: request)
            reply.sent = 5_000
            return reply
          }, count: 3), [0, 5_000, 10_000, 15_000, 20_000]
    ),
    (
      "knows no ranges", 10_000,
      [{ content, _ in Reply(headers: ["Content-Length": "\(content.count)"], body: content) }], [10_000]
    ),
    (
      "sends another range", 10_000,
      [
        { content, _ in
          Reply(
            status: 206, headers: ["Content-Range": "bytes 0-39999/40000", "Content-Length": "40000"], body: content)
        }
      ], [10_000, 0]
    ),
    ("refuses the range", 10_000, [{ _, _ in Reply(status: 416, headers: ["Content-Length": "0"]) }], [10_000, 0]),
    (
      "stalls", 0,
      [
        { content, _ in
          var reply = cut(content, after: 5_000)
          reply.stalls = true
          return reply
        }
      ], [0, 5_000]
    ),
    (
      "redirects", 10_000,
      [{ _, _ in Reply(status: 302, headers: ["Location": "/elsewhere", "Content-Length": "0"]) }], [10_000, 10_000]
    ),
  ]

  private static func cut(_ content: [UInt8], after count: Int) -> Reply {
    Reply(headers: ["Content-Length": "\(content.count)"], body: content, sent: count)
  }

  @Test(arguments: FetchTests.troubles.indices)
  func aFileComesWholeThoughTheServer(index: Int) throws {
    let (name, before, replies, starts) = Self.troubles[index]
    if before > 0 { try putPart(Array((content + [0]).prefix(before))) }
    let server = try LoopbackServer { [content] request, number in
      number < replies.count ? replies[number](content, request) : .file(content, for: request)
    }
    #expect(try fetcher().fetch(set([server.address("a")])) == content.count, "\(name)")
    #expect(file() == content, "\(name)")
    #expect(part == nil, "\(name)")
    #expect(server.requests.map(\.start) == starts, "\(name)")
  }

  /// Bytes before that are wrong are found at the end, and thrown away.
  @Test func aPartThatIsWrongIsThrownAway() throws {
    var wrong = Array(content.prefix(10_000))
    wrong[5] ^= 1
    try putPart(wrong)
    let server = try LoopbackServer { [content] request, _ in .file(content, for: request) }
    #expect(try fetcher().fetch(set([server.address("a")])) == content.count)
    #expect(file() == content)
    #expect(server.requests.map(\.start) == [10_000, 0])
  }

  /// What a server sends that is of no use, and the words for it.
  static let useless: [(@Sendable ([UInt8]) -> Reply, String)] = [
    ({ _ in Reply(status: 404) }, "it has no such file (404)"),
    ({ _ in Reply(status: 503) }, "it is overloaded or out of order (503)"),
    ({ _ in Reply(status: 403) }, "it answers with 403"),
    (
      { content in Reply(headers: ["Content-Length": "\(content.count)"], body: content.map { ~$0 }) },
      "its file is another one (SHA-256 "
    ),
    (
      { content in Reply(headers: ["Content-Length": "7"], body: Array(content.prefix(7))) },
      "its file is another one: it has 7 bytes in the place of 40,000"
    ),
    ({ content in Reply(body: content + content) }, "it sends more than the file's 40,000 bytes"),
    ({ content in Reply(body: Array(content.prefix(70))) }, "it sent 70 of 40,000 bytes"),
    ({ _ in Reply(status: 302, headers: ["Location": "ftp://127.0.0.1/a"]) }, "it redirects to ftp://127.0.0.1/a"),
    ({ _ in Reply(status: 302, headers: ["Location": "file:///etc/passwd"]) }, "it redirects to file:///etc/passwd"),
    ({ _ in Reply(status: 302, headers: ["Location": "/again"]) }, "it redirects without end"),
    ({ _ in Reply(status: 200, headers: ["Content-Length": "40000"], stalls: true) }, "nothing came for too long"),
  ]

  @Test(arguments: FetchTests.useless.indices)
  func theNextServerIsAskedWhereOneIsOfNoUse(index: Int) throws {
    let (reply, words) = Self.useless[index]
    let bad = try LoopbackServer { [content] _, _ in reply(content) }
    let error = #expect(throws: FetchError.self) { try fetcher().fetch(set([bad.address("a")])) }
    #expect(error?.code == .unavailable)
    #expect(
      error?.description.contains("digits.gz cannot be fetched: 127.0.0.1:\(bad.port): \(words)") == true, "\(error)")
    #expect(error?.description.hasSuffix("the same command tries again, and keeps what has come") == true)
    #expect(file() == nil)
    let good = try LoopbackServer { [content] request, _ in .file(content, for: request) }
    #expect(try fetcher().fetch(set([bad.address("a"), good.address("b")])) == content.count)
    #expect(file() == content)
    #expect(good.requests.map(\.path) == ["/b"])
  }

  @Test func serversAreAskedInTurn() throws {
    let first = try LoopbackServer { [content] request, _ in .file(content, for: request) }
    let second = try LoopbackServer { [content] request, _ in .file(content, for: request) }
    #expect(try fetcher().fetch(set([first.address("a"), second.address("a")])) == content.count)
    #expect(second.requests.isEmpty)
    first.close()
    try FileManager.default.removeItem(atPath: folder.path + "/toy/digits.gz")
    #expect(try fetcher().fetch(set([first.address("a"), second.address("a")])) == content.count)
    #expect(second.requests.count == 1)
  }

  /// A second server goes on where the first was cut off for good.
  @Test func anotherServerGoesOn() throws {
    let cutting = try LoopbackServer { [content] request, _ in
      request.start == 0 ? Self.cut(content, after: 5_000) : Reply(status: 503)
    }
    let good = try LoopbackServer { [content] request, _ in .file(content, for: request) }
    #expect(try fetcher().fetch(set([cutting.address("a"), good.address("a")])) == content.count)
    #expect(file() == content)
    #expect(good.requests.map(\.start) == [5_000])
  }

  @Test(arguments: ["http://127.0.0.1:PORT/a", "ftp://127.0.0.1:PORT/a", "file:///etc/hostname"])
  func onlyHTTPSIsAsked(address: String) throws {
    let server = try LoopbackServer { [content] request, _ in .file(content, for: request) }
    let address = address.replacing("PORT", with: "\(server.port)")
    let error = #expect(throws: FetchError.self) { try fetcher(allowsHTTP: false).fetch(set([address])) }
    #expect(error?.description.contains("the address is not https") == true, "\(error)")
    #expect(server.requests.isEmpty)
  }

  @Test func aStopKeepsThePart() throws {
    let server = try LoopbackServer { [content] request, _ in
      var reply = Self.cut(content, after: 5_000)
      reply.stalls = true
      return request.start == 0 ? reply : .file(content, for: request)
    }
    let isStopped = Flag()
    let start = ContinuousClock.now
    let stopping = fetcher(stallSeconds: 60, isStopped: { isStopped.value }) { progress in
      if progress.done == 5_000 { isStopped.set() }
    }
    let error = #expect(throws: FetchError.self) { try stopping.fetch(set([server.address("a")])) }
    #expect(error?.code == .stopped)
    #expect(start.duration(to: .now) < .seconds(5))
    #expect(part == Array(content.prefix(5_000)))
    #expect(try fetcher().fetch(set([server.address("a")])) == content.count)
    #expect(server.requests.map(\.start) == [0, 5_000])
    #expect(file() == content)
  }

  @Test func twoFetchesDoNotMeet() throws {
    let other = RunFolder(folder.path + "/toy")
    try other.create()
    let lock = try RunLock(other)
    let error = #expect(throws: FetchError.self) { try fetcher().fetch(set(["http://127.0.0.1:9/a"])) }
    #expect(error?.code == .busy)
    #expect(
      error?.description
        == "another artpipe (process \(getpid())) is fetching 'toy' at this moment; wait until it has done")
    withExtendedLifetime(lock) {}
  }

  @Test func aFullDiskKeepsWhatCame() throws {
    let server = try LoopbackServer { [content] request, _ in .file(content, for: request) }
    try putPart(Array(content.prefix(10_000)))
    let error = SystemCall.$fault.withValue(.init { $0 == .write ? ENOSPC : nil }) {
      #expect(throws: FileError.self) { try fetcher().fetch(set([server.address("a")])) }
    }
    #expect(error?.code == .full)
    #expect(error?.description.contains("/toy/digits.gz: cannot write the file: no space left on device; free") == true)
    #expect(part == Array(content.prefix(10_000)))
    #expect(file() == nil)
  }

  @Test func copiesOfOnesOwnAreTakenWhereTheyAreThePublishedFiles() throws {
    let own = try TemporaryFolder()
    let place = URL(fileURLWithPath: own.path + "/digits.gz")
    try Data(content.reversed()).write(to: place)
    let error = #expect(throws: FetchError.self) { try fetcher().fetch(set([]), from: own.path) }
    #expect(error?.code == .mismatch)
    #expect(
      error?.description.hasPrefix("\(place.path): this is not the published file (its SHA-256 is another); ") == true)
    #expect(file() == nil)
    // One of another size is not read: this one would take long.
    let large = try FileHandle(forWritingTo: place)
    try large.truncate(atOffset: 1 << 40)
    try large.close()
    let misfit = #expect(throws: FetchError.self) { try fetcher().fetch(set([]), from: own.path) }
    #expect(misfit?.code == .mismatch)
    #expect(
      misfit?.description.contains(
        "(it has 1,099,511,627,776 bytes, that one has \(Counted.text(content.count))); to train") == true)
    #expect(file() == nil)
    try Data(content).write(to: place)
    #expect(try fetcher().fetch(set([]), from: own.path) == content.count)
    #expect(file() == content)
  }

  @Test func aSetIsRemovedWithItsPartsAndNothingElse() throws {
    #expect(try fetcher().remove(set([])) == 0)
    let server = try LoopbackServer { [content] request, _ in .file(content, for: request) }
    _ = try fetcher().fetch(set([server.address("a")]))
    try putPart([1, 2, 3])
    #expect(try fetcher().remove(set([])) == content.count + 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    _ = try fetcher().fetch(set([server.address("a")]))
    try Data([1]).write(to: URL(fileURLWithPath: folder.path + "/toy/notes"))
    #expect(try fetcher().remove(set([])) == content.count)
    #expect(file("notes") == [1])
  }

  @Test func withoutAFolderNothingBegins() throws {
    let nowhere = SetFetcher(into: FetchedSets(folder: nil), environment: [:], isStopped: { false }, observer: { _ in })
    let error = #expect(throws: FetchError.self) { try nowhere.fetch(set([])) }
    #expect(error?.code == .noPlace)
    #expect(
      error?.description
        == "there is no folder for data sets: HOME is not set; name a folder with ARTPIPE_CACHE")
  }
}

/// A flag that closures share.
final class Flag: Sendable {
  private let flag = Atomic(false)
  var value: Bool { flag.load(ordering: .relaxed) }
  func set() { flag.store(true, ordering: .relaxed) }
}
