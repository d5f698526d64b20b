import Foundation
import Synchronization

/// An HTTP server on this computer that answers as a test says, one request a connection.
public final class LoopbackServer: Sendable {
  public struct Request: Sendable {
    /// `GET /file HTTP/1.1`.
    public let line: String
    /// The path: `/file`.
    public let path: String
    /// With names in lower case.
    public let headers: [String: String]

    /// The first byte that is asked for; 0 where all are.
    public var start: Int {
      headers["range"].flatMap { $0.split(separator: "=").last?.split(separator: "-").first }.flatMap { Int($0) } ?? 0
    }
  }

  public struct Reply: Sendable {
    public var status = 200
    public var headers: [String: String] = [:]
    public var body: [UInt8] = []
    /// How many bytes are sent before the connection ends; all where nil.
    public var sent: Int?
    /// Whether the connection stays open after that, and nothing more comes.
    public var stalls = false

    public init(
      status: Int = 200, headers: [String: String] = [:], body: [UInt8] = [], sent: Int? = nil, stalls: Bool = false
    ) {
      self.status = status
      self.headers = headers
      self.body = body
      self.sent = sent
      self.stalls = stalls
    }

    /// A file as a good server gives it, whole or from a byte on.
    public static func file(_ content: [UInt8], for request: Request) -> Reply {
      let start = request.start
      var reply = Reply(body: Array(content[min(start, content.count)...]))
      if start > 0 {
        reply.status = 206
        reply.headers["Content-Range"] = "bytes \(start)-\(content.count - 1)/\(content.count)"
      }
      reply.headers["Content-Length"] = "\(reply.body.count)"
      return reply
    }
  }

  public let port: UInt16
  private let listener: Int32
  private let state = Mutex<(requests: [Request], isClosed: Bool)>(([], false))

  /// - Parameter answer: gets each request, and its number from 0 on.
  public init(_ answer: @escaping @Sendable (Request, Int) -> Reply) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 50) == 0 && getsockname(listener, address, &size) == 0
      }
    }
    guard result else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
    port = UInt16(bigEndian: address.sin_port)
    let thread = Thread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0, let server = self else { return }
        // Programs that other tests start get none of these.
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        let one = Thread { server.serve(connection, answer) }
        one.start()
      }
    }
    thread.start()
  }

  deinit { close() }

  public func close() {
    let isFirst = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    if isFirst {
      shutdown(listener, Int32(SHUT_RDWR))
      Foundation.close(listener)
    }
  }

  /// All requests so far.
  public var requests: [Request] { state.withLock { $0.requests } }

  public func address(_ name: String) -> String { "http://127.0.0.1:\(port)/\(name)" }

  private func serve(_ connection: Int32, _ answer: @Sendable (Request, Int) -> Reply) {
    defer { Foundation.close(connection) }
    guard let request = Self.read(connection) else { return }
    let number = state.withLock { state in
      state.requests.append(request)
      return state.requests.count - 1
    }
    let reply = answer(request, number)
    var head = "HTTP/1.1 \(reply.status) Reply\r\nConnection: close\r\n"
    for (name, value) in reply.headers { head += "\(name): \(value)\r\n" }
    let bytes = Array((head + "\r\n").utf8) + reply.body.prefix(reply.sent ?? .max)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
    guard reply.stalls else { return }
    // Until the other side has enough of it.
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) > 0 {}
  }

  private static func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard bytes.count < 1 << 16, recv(connection, &byte, 1, 0) == 1 else { return nil }
      bytes.append(byte)
    }
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count == 3 else { return nil }
    let headers = lines.dropFirst().compactMap { line -> (String, String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (
        line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      )
    }
    return Request(
      line: lines[0], path: String(words[1]), headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }))
  }
}
