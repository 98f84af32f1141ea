// A reliability diagram (DeGroot and Fienberg 1983) as SVG: of the texts given a probability, the share that machines wrote.
import { reliability } from './metrics.mjs';

const SIZE = 260,
  GAP = 70,
  MARGIN = { left: 56, top: 36, bottom: 52, right: 16 };

/** @param {{ title: string, rows: { p?: number, ai: 0 | 1 }[] }[]} panels side by side */
export function reliabilityPlot(panels) {
  const width = MARGIN.left + panels.length * SIZE + (panels.length - 1) * GAP + MARGIN.right,
    height = MARGIN.top + SIZE + MARGIN.bottom;
  const drawn = panels.map(({ title, rows }, i) => {
    const left = MARGIN.left + i * (SIZE + GAP),
      x = (v) => (left + v * SIZE).toFixed(1),
      y = (v) => (MARGIN.top + (1 - v) * SIZE).toFixed(1);
    const points = reliability(rows),
      most = Math.max(...points.map((p) => p.weight));
    const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
      .map(
        (v) =>
          `<text x="${x(v)}" y="${MARGIN.top + SIZE + 18}" text-anchor="middle">${v}</text><text x="${left - 8}" y="${Number(y(v)) + 4}" text-anchor="end">${v}</text>`,
      )
      .join('');
    const bars = points
      .map(
        (p) =>
          `<rect x="${x(p.mean - 0.02)}" y="${y((p.weight / most) * 0.2)}" width="${(0.04 * SIZE).toFixed(1)}" height="${((p.weight / most) * 0.2 * SIZE).toFixed(1)}" class="bar"/>`,
      )
      .join('');
    const line = `<polyline points="${points.map((p) => `${x(p.mean)},${y(p.share)}`).join(' ')}" class="line"/>${points.map((p) => `<circle cx="${x(p.mean)}" cy="${y(p.share)}" r="4"/>`).join('')}`;
    return `<text x="${left}" y="22" class="title">${title}</text><rect x="${left}" y="${MARGIN.top}" width="${SIZE}" height="${SIZE}" class="frame"/><line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" class="ideal"/>${bars}${line}${ticks}<text x="${left + SIZE / 2}" y="${height - 12}" text-anchor="middle">Probability that the detector gives</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Reliability diagrams">
<style>text{font:12px sans-serif;fill:#444}.title{font-weight:600;font-size:14px}.frame{fill:#fff;stroke:#999}.ideal{stroke:#999;stroke-dasharray:4 4}.bar{fill:#cfd8e3}.line{fill:none;stroke:#1f5fa8;stroke-width:2}circle{fill:#1f5fa8}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="14" y="${MARGIN.top + SIZE / 2}" transform="rotate(-90 14 ${MARGIN.top + SIZE / 2})" text-anchor="middle">Share written by machines</text>
${drawn.join('\n')}
</svg>
`;
}
