import ArtFiles
import ArtTestSupport
import Foundation
import Testing

@testable import ArtFetch

/// https, with a certificate that a test makes: it is trusted by nobody.
struct HTTPSTests {
  private static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Openssl's own server: it sends a file as it is, with what it says before its bytes.
  private func serve() throws -> (process: Process, port: Int) {
    let program = URL(fileURLWithPath: try #require(Self.openssl))
    func process(_ arguments: [String]) -> Process {
      let process = Process()
      process.executableURL = program
      process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
      process.arguments = arguments
      process.standardError = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      return process
    }
    let making = process([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
      "/CN=test",
      "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem",
    ])
    try making.run()
    making.waitUntilExit()
    try #require(making.terminationStatus == 0)
    let serving = process([
      "s_server", "-accept", "127.0.0.1:0", "-key", "key.pem", "-cert", "certificate.pem", "-HTTP",
    ])
    let output = Pipe()
    serving.standardOutput = output
    try serving.run()
    var text = ""
    while !text.hasSuffix("\n") || !text.contains("ACCEPT") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    let port = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }?.split(separator: ":").last
    return (serving, try #require(port.flatMap { Int($0) }, "\(text)"))
  }

  private final class Bytes: TransferReceiver {
    var bytes: [UInt8] = []
    var goesOn: Bool { true }
    func begin(_ answer: Transfer.Answer) -> Bool { answer.status == 200 }
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
      self.bytes += bytes
      return true
    }
  }

  @Test(.enabled(if: openssl != nil, "openssl is not installed"))
  func onlyATrustedServerIsHeard() throws {
    try Data("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello".utf8).write(
      to: URL(fileURLWithPath: folder.path(of: "a")))
    let (process, port) = try serve()
    defer { process.terminate() }
    let received = Bytes()
    let address = "https://127.0.0.1:\(port)/a"
    guard case .failed(let reason, isCut: false) = try Transfer().get(address, from: 0, into: received) else {
      Issue.record("a certificate that nobody knows was taken")
      return
    }
    #expect(reason.hasPrefix("its certificate is not trusted ("))
    #expect(received.bytes == [])
    let certificate = folder.path(of: "certificate.pem")
    guard case .done = try Transfer(certificates: certificate).get(address, from: 0, into: received) else {
      Issue.record("a certificate that is trusted was refused")
      return
    }
    #expect(received.bytes == Array("hello".utf8))
    // Trusted, but another name.
    let other = "https://localhost:\(port)/a"
    guard
      case .failed(let words, isCut: false) = try Transfer(certificates: certificate).get(
        other, from: 0, into: received)
    else {
      Issue.record("another server's certificate was taken")
      return
    }
    #expect(words.hasPrefix("its certificate is not trusted ("))
  }
}
