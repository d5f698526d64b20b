import CCurl

/// Requests to servers, one at a time.
///
/// libcurl does the work, and is loaded when the first file is asked for, as FFmpeg's libraries are. Measured against what
/// else there is: Foundation's `URLSession` links libcurl and thirty other libraries into the program, which then starts in
/// 40 ms in the place of 24 ms (15 ms in the place of 7 ms of processor time), whatever it does; the installed program, which
/// carries Swift inside, does not even link without libcurl's headers, and would need the library on each computer.
/// async-http-client would add SwiftNIO and BoringSSL, three to four minutes of building. Through libcurl itself there are no
/// gaps: ranges, redirects by scheme, stalls, proxies and certificates are options of a call.
struct Transfer: Sendable {
  /// Whether addresses may be http: for tests, whose server is on this computer.
  var allowsHTTP = false
  /// The longest time until there is a connection, in seconds.
  var connectSeconds = 20
  /// The longest time in which nothing comes, in seconds.
  var stallSeconds = 30
  /// The program's name for servers.
  var agent = "artpipe"
  /// A file of certificates to trust in the place of the system's; empty for none.
  var certificates = ""

  /// What a server says before its bytes.
  struct Answer {
    /// Of HTTP: 200, 404.
    let status: Int
    /// How many bytes follow; nil where the server does not say.
    let length: Int?
    /// Where the bytes belong in the file, and how many it has; nil where the server does not say.
    let start: Int?
    let total: Int?
  }

  /// How a request ended.
  enum Outcome {
    /// With all that the server sends.
    case done
    /// The receiver did not want more.
    case stopped
    /// The connection failed. It may do at another time where it is cut; else this server is of no use.
    case failed(String, isCut: Bool)
  }

  /// Asks for a file from a byte on.
  ///
  /// - Throws: ``FetchError`` where there is no libcurl.
  func get(_ address: String, from offset: Int, into receiver: any TransferReceiver) throws(FetchError) -> Outcome {
    let box = Box(receiver)
    let context = Unmanaged.passUnretained(box).toOpaque()
    let calls = ArtCurlReceiver(
      context: context,
      begin: { context, answer in
        guard let answer = answer?.pointee else { return 0 }
        return Box.receiver(context)?.begin(Answer(answer)) == true ? 1 : 0
      },
      receive: { context, bytes, count in
        Box.receiver(context)?.receive(UnsafeRawBufferPointer(start: bytes, count: count)) == true ? 1 : 0
      },
      go_on: { context in Box.receiver(context)?.goesOn == true ? 1 : 0 })
    var reason = ArtCurlReason()
    let outcome = address.withCString { address in
      agent.withCString { agent in
        certificates.withCString { certificates in
          var request = ArtCurlRequest(
            address: address, offset: Int64(offset), allows_http: allowsHTTP ? 1 : 0, agent: agent,
            certificates: certificates, connect_seconds: Int64(connectSeconds), stall_seconds: Int64(stallSeconds))
          return withExtendedLifetime(box) { art_curl_get(&request, calls, &reason) }
        }
      }
    }
    switch outcome {
    case ART_CURL_DONE: return .done
    case ART_CURL_STOPPED: return .stopped
    case ART_CURL_NO_LIBRARY: throw FetchError(.unavailable, reason.text)
    default: return .failed(words(reason), isCut: [ART_CURL_CUT, ART_CURL_STALLED].contains(reason.failure))
    }
  }

  private func words(_ reason: ArtCurlReason) -> String {
    let text = reason.text
    switch reason.failure {
    case ART_CURL_NO_HOST: return "its name is not found; is this computer online?"
    case ART_CURL_NO_CONNECTION: return "it does not answer (\(text))"
    case ART_CURL_STALLED: return "nothing came for too long (\(text))"
    case ART_CURL_CUT: return "the connection was cut (\(text))"
    case ART_CURL_PROXY: return "the proxy refuses (\(text))"
    case ART_CURL_NOT_TRUSTED: return "its certificate is not trusted (\(text))"
    case ART_CURL_REFUSED_SCHEME:
      return text.isEmpty ? "the address is not https" : "it redirects to \(text), which is not https"
    case ART_CURL_REDIRECTS: return "it redirects without end"
    default: return text
    }
  }

  /// Carries the receiver through C.
  private final class Box {
    let receiver: any TransferReceiver

    init(_ receiver: any TransferReceiver) {
      self.receiver = receiver
    }

    static func receiver(_ context: UnsafeMutableRawPointer?) -> (any TransferReceiver)? {
      context.map { Unmanaged<Box>.fromOpaque($0).takeUnretainedValue().receiver }
    }
  }
}

/// What takes the bytes of a request.
protocol TransferReceiver: AnyObject {
  /// Called once, before the first byte. False to stop.
  func begin(_ answer: Transfer.Answer) -> Bool
  /// False to stop.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool
  /// Asked once a second at least. False to stop.
  var goesOn: Bool { get }
}

extension Transfer.Answer {
  fileprivate init(_ answer: ArtCurlAnswer) {
    func known(_ number: Int64) -> Int? { number < 0 ? nil : Int(number) }
    self.init(
      status: Int(answer.status), length: known(answer.length), start: known(answer.first), total: known(answer.total))
  }
}

extension ArtCurlReason {
  fileprivate var text: String {
    withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
