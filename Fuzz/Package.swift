// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that the product does not build it: libFuzzer and AddressSanitizer are asked for by
// Fuzz/fuzz.sh. The targets are also tests of the product, which replay what was found (Replay).
let package = Package(
  name: "artpipe-fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "artpipe", path: "..")],
  targets: [
    .executableTarget(
      name: "artpipe-fuzz",
      dependencies: [
        .product(name: "ArtPipeKit", package: "artpipe"), .product(name: "ArtPipePlugins", package: "artpipe"),
      ],
      path: "Sources",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ]
)
