// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that the product does not build it.
let package = Package(
  name: "artpipe-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "artpipe", path: "..")],
  targets: [
    .executableTarget(
      name: "artpipe-bench",
      dependencies: [
        .product(name: "ArtPipeKit", package: "artpipe"), .product(name: "ArtPipePlugins", package: "artpipe"),
      ],
      swiftSettings: [.enableUpcomingFeature("ExistentialAny")])
  ]
)
