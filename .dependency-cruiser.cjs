// Which room may import which: arrows point one way only (docs/architecture.md).
const room = (name, allowed) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: `^src/(${[name, ...allowed].join('|')})` },
});
const onlyIn = (name, pkg, where) => ({ name, severity: 'error', from: { path: '^src/', pathNot: where }, to: { path: `(^|/)node_modules/${pkg}(/|$)|^${pkg}$` } });

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: '(\\.d\\.ts|\\.css)$' }, to: {} },
    room('report', []),
    room('protocol', ['report/']),
    room('analysis', ['report/', 'protocol/']),
    room('storage', []),
    room('exports', ['report/', 'storage/']),
    room('worker', ['analysis/', 'protocol/', 'report/', 'exports/', 'storage/']),
    room('cli', ['worker/(client|describe-source)', 'storage/', 'exports/', 'protocol/', 'report/']),
    room('extension', ['worker/(client|describe-source)', 'storage/', 'exports/', 'protocol/', 'report/']),
    room('webview', ['protocol/', 'report/']),
    onlyIn('vscode-in-extension-only', 'vscode', '^src/extension/'),
    onlyIn('one-importer-of-onnxruntime', 'onnxruntime-node', '^src/analysis/onnx\\.ts$'),
    onlyIn('one-importer-of-picomatch', 'picomatch', '^src/analysis/sources/path-filter\\.ts$'),
    onlyIn('one-importer-of-re2js', 're2js', '^src/analysis/sources/groups\\.ts$'),
    onlyIn('one-importer-of-ignore', 'ignore', '^src/analysis/sources/gitignore\\.ts$'),
    onlyIn('one-importer-of-pdfjs', 'pdfjs-dist', '^src/analysis/sources/formats/pdf\\.ts$'),
    onlyIn('one-importer-of-mammoth', 'mammoth', '^src/analysis/sources/formats/docx\\.ts$'),
    onlyIn('one-importer-of-papaparse', 'papaparse', '^src/analysis/sources/formats/table\\.ts$'),
    onlyIn('one-importer-of-mdast', 'mdast-util-from-markdown', '^src/analysis/sources/formats/markdown\\.ts$'),
    onlyIn('one-importer-of-jschardet', 'jschardet', '^src/analysis/sources/legacy-encodings\\.ts$'),
    onlyIn('one-importer-of-iconv-lite', 'iconv-lite', '^src/analysis/sources/encoding-tables\\.ts$'),
    onlyIn('htmlparser2-in-formats-only', 'htmlparser2', '^src/analysis/sources/formats/'),
    { name: 'parsers-are-loaded-by-themselves', severity: 'error', from: { path: '^src/', pathNot: '^src/analysis/sources/(formats/|legacy-encodings)' }, to: { path: '^src/analysis/sources/(formats/|legacy-encodings|encoding-tables)', dependencyTypesNot: ['dynamic-import', 'type-only'] } },
    onlyIn('one-importer-of-ml-kmeans', 'ml-kmeans', '^src/analysis/corpus/k-means\\.ts$'),
    onlyIn('one-importer-of-the-toolkit', '@vscode/webview-ui-toolkit', '^src/webview/controls\\.ts$'),
    onlyIn('lit-in-webview-only', 'lit', '^src/webview/'),
  ],
  options: { tsConfig: { fileName: 'tsconfig.json' }, tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' }, exoticRequireStrings: [] },
};
