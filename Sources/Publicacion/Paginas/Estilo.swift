import Bitacora

/// The style sheet of the public pages: one file, named by its content, light and dark from the same tokens.
enum Estilo {
    static let ruta = "recursos/prep-\(Huella.sha256(Array(hoja.utf8)).prefix(12)).css"

    static let hoja = """
        :root{color-scheme:light dark;--tinta:#1f2421;--suave:#55605b;--papel:#fbfaf8;--caja:#fff;--raya:#d9d5cd;--acento:#0b5f5c;\
        --marca:#8a3b00;--marcafondo:#fff1e0}
        @media (prefers-color-scheme:dark){:root{--tinta:#ece9e3;--suave:#b3b8b3;--papel:#171a19;--caja:#202423;--raya:#3c423f;\
        --acento:#6fc7c0;--marca:#ffc48a;--marcafondo:#3a2712}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--papel);color:var(--tinta);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;\
        font-variant-numeric:tabular-nums}
        a{color:var(--acento)}a:focus-visible{outline:3px solid var(--acento);outline-offset:2px}
        header,main,footer{max-width:1080px;margin:0 auto;padding:12px 16px}
        header p{margin:0;color:var(--suave);font-size:14px}
        header strong{font-size:20px}
        .marca{background:var(--marcafondo);color:var(--marca);font-weight:700;text-align:center;padding:8px 16px;letter-spacing:.04em}
        .avance{display:block;width:100%;border:0;border-block:1px solid var(--raya);height:calc(44px + 25px*var(--elecciones,1))}
        .e1{--elecciones:1}.e2{--elecciones:2}.e3{--elecciones:3}.e4{--elecciones:4}
        @media (max-width:560px){.avance{height:calc(60px + 84px*var(--elecciones,1))}}
        .banda{margin:0;padding:10px 16px;background:var(--caja);color:var(--tinta)}
        .banda p{margin:0 auto;max-width:1048px}
        nav.migas{font-size:14px;margin:8px 0}
        h1{font-size:28px;line-height:1.2;margin:12px 0 4px}h2{font-size:20px;margin:28px 0 8px}
        .corte{color:var(--suave);font-size:14px;margin:0 0 16px}
        .rollo{overflow-x:auto}
        table{border-collapse:collapse;width:100%;background:var(--caja);border:1px solid var(--raya);border-radius:6px}
        caption{text-align:left;font-weight:600;padding:8px 0}
        th,td{padding:7px 10px;border-top:1px solid var(--raya);text-align:left;vertical-align:top}
        thead th{border-top:0;font-size:14px;color:var(--suave)}
        .n{text-align:right}td.n{white-space:nowrap}
        @media (max-width:560px){th,td{padding:6px 5px;font-size:14px}h1{font-size:24px}}
        tfoot td,tfoot th{font-weight:700}
        .barra{display:block;height:8px;background:var(--acento);border-radius:4px;min-width:1px}
        .veredicto{border-left:6px solid var(--acento);background:var(--caja);padding:10px 14px;margin:12px 0}
        .no{border-color:var(--marca)}
        .clave{font-family:ui-monospace,monospace;overflow-wrap:anywhere;font-size:14px}
        img.acta{max-width:100%;height:auto;border:1px solid var(--raya);background:#fff}
        .dos{display:grid;gap:24px}
        @media (min-width:800px){.dos{grid-template-columns:1fr 1fr}}
        footer{color:var(--suave);font-size:14px;border-top:1px solid var(--raya);margin-top:32px}
        @media print{.avance{display:none}}

        """
}
