// swift-tools-version: 6.2
import PackageDescription

// The rooms of docs/arquitectura.md. What each may import is checked by `make verificar`.
let estricto: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "prep",
    products: [.executable(name: "prep", targets: ["prep"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1.git", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates.git", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system.git", exact: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", exact: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CLeptonica", pkgConfig: "lept", providers: [.apt(["libleptonica-dev"])]),
        .systemLibrary(name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
        .systemLibrary(name: "CExif", pkgConfig: "libexif", providers: [.apt(["libexif-dev"])]),
        .systemLibrary(name: "CSincronia"),
        // A C door to zxing-cpp; needs libzxing-dev.
        .target(name: "CLectorQR", linkerSettings: [.linkedLibrary("ZXing")]),

        .target(name: "Electoral", swiftSettings: estricto),
        .target(
            name: "Bitacora", dependencies: [.product(name: "Crypto", package: "swift-crypto")], swiftSettings: estricto
        ),
        .target(
            name: "Formatos",
            dependencies: ["Electoral", "CZip", .product(name: "Yams", package: "Yams")],
            swiftSettings: estricto
        ),
        .target(
            name: "Imagenes",
            dependencies: [
                "Electoral", "CTurboJPEG", "CPangoCairo", "CQREncode", "CLeptonica", "CPoppler", "CExif", "CLectorQR",
            ], swiftSettings: estricto
        ),
        .target(
            name: "Documentos",
            dependencies: [
                "Electoral", "Formatos",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [.embedInCode("Recursos")], swiftSettings: estricto),
        .target(name: "Almacen", dependencies: ["Electoral"], swiftSettings: estricto),
        .target(
            name: "AlmacenSQLite", dependencies: ["Almacen", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: estricto
        ),
        .target(
            name: "Operacion", dependencies: ["Electoral", "Almacen", "Imagenes", "Bitacora"], swiftSettings: estricto
        ),
        .target(
            name: "Publicacion",
            dependencies: ["Electoral", "Formatos", "Bitacora", "Sitio", "CSincronia", "CZlib", "CBrotli"],
            swiftSettings: estricto),
        .target(name: "Sitio", resources: [.embedInCode("Recursos")], swiftSettings: estricto),
        .target(
            name: "Servidor",
            dependencies: [
                "Electoral", "Almacen", "Documentos", "Formatos", "Operacion", "Publicacion", "Imagenes",
                "Seguimiento",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            resources: [.embedInCode("Recursos")],
            swiftSettings: estricto
        ),
        .target(
            name: "Simulacro", dependencies: ["Almacen", "Bitacora", "Formatos", "Imagenes", "Operacion"],
            swiftSettings: estricto),
        .target(
            name: "Difusion",
            dependencies: [
                "Electoral", "Almacen", "Bitacora", "Documentos", "CZlib",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: estricto),
        .target(
            name: "Seguimiento",
            dependencies: [
                "Electoral", "Formatos", "Almacen", "Bitacora", "Documentos",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("Recursos")],
            swiftSettings: estricto),
        .executableTarget(
            name: "prep",
            dependencies: [
                "Electoral", "Formatos", "Bitacora", "Documentos", "Imagenes", "Almacen", "AlmacenSQLite", "Difusion",
                "Operacion", "Publicacion", "Seguimiento", "Servidor", "Simulacro",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: estricto
        ),

        // What several test targets need; no product carries it.
        .target(name: "Apoyo", path: "Tests/Apoyo", swiftSettings: estricto),
        .testTarget(
            name: "AlmacenTests",
            dependencies: ["Apoyo", "Almacen", "AlmacenSQLite", "Electoral", "Operacion", "Simulacro"],
            swiftSettings: estricto),
        .testTarget(
            name: "SeguimientoTests",
            dependencies: [
                "Almacen", "AlmacenSQLite", "Apoyo", "Bitacora", "Documentos", "Electoral", "Formatos", "Seguimiento",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: estricto),
        .testTarget(
            name: "DifusionTests",
            dependencies: ["Almacen", "AlmacenSQLite", "Apoyo", "Bitacora", "Difusion", "Electoral"],
            swiftSettings: estricto),
        .testTarget(name: "BitacoraTests", dependencies: ["Bitacora"], swiftSettings: estricto),
        .testTarget(
            name: "DocumentosTests", dependencies: ["Apoyo", "Documentos", "Electoral", "Formatos"],
            swiftSettings: estricto),
        .testTarget(name: "ElectoralTests", dependencies: ["Electoral"], swiftSettings: estricto),
        .testTarget(name: "FormatosTests", dependencies: ["Apoyo", "Formatos", "Electoral"], swiftSettings: estricto),
        .testTarget(
            name: "ImagenesTests", dependencies: ["Apoyo", "Imagenes", "Electoral", "CTurboJPEG", "CLeptonica"],
            swiftSettings: estricto),
        .testTarget(
            name: "OperacionTests", dependencies: ["Almacen", "AlmacenSQLite", "Electoral", "Imagenes", "Operacion"],
            swiftSettings: estricto),
        .testTarget(
            name: "SimulacroTests",
            dependencies: ["Apoyo", "Simulacro", "Electoral", "Formatos", "Imagenes", "Operacion"],
            swiftSettings: estricto),
        .testTarget(
            name: "PublicacionTests",
            dependencies: [
                "Apoyo", "Publicacion", "Electoral", "Formatos", "Bitacora", "Almacen", "AlmacenSQLite", "Operacion",
                "Simulacro",
            ], swiftSettings: estricto),
        .testTarget(
            name: "ServidorTests",
            dependencies: [
                "Apoyo", "Servidor", "Almacen", "AlmacenSQLite", "Electoral", "Imagenes", "Operacion", "Publicacion",
                "Seguimiento", "Simulacro",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ], swiftSettings: estricto),
        .testTarget(
            name: "PrepTests",
            dependencies: [
                "Apoyo", "Electoral", "Formatos", "Bitacora", "Almacen", "AlmacenSQLite", "Simulacro", "Servidor",
            ],
            swiftSettings: estricto),
    ],
    cxxLanguageStandard: .cxx17
)
