// PDF.js asks for these of a browser while it loads, and uses them to draw pages alone. Nothing is drawn here.
const platform = globalThis as Record<string, unknown>;
for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) platform[name] ??= function unused() {};
