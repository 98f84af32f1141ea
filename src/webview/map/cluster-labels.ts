import * as l10n from '@vscode/l10n';
import type { Batch } from '../batch.ts';
import type { MapPoints } from './points.ts';

/** Clusters that are named on the map, the largest first. */
const NAMED = 12;

export interface ClusterPlace {
  readonly cluster: number;
  readonly label: string;
  readonly documents: number;
  /** Where most of its documents lie, 0 … 1. */
  readonly x: number;
  readonly y: number;
  /** Where its upper end is, but for a tenth of its documents. */
  readonly top: number;
}

/** Where the clusters lie: at the median of their documents' places, which single strays do not move. */
export function clusterPlaces(batch: Batch, points: MapPoints): ClusterPlace[] {
  const members = Map.groupBy(points.documents.keys(), (i) => points.documents[i]!.cluster);
  return (batch.report?.clusters ?? []).flatMap(({ id, label }) => {
    const own = members.get(id);
    if (!own) return [];
    const sorted = (values: Float32Array) => Float32Array.from(own, (i) => values[i]!).sort();
    const ys = sorted(points.y);
    const middle = own.length >> 1;
    return [
      {
        cluster: id,
        label,
        documents: own.length,
        x: sorted(points.x)[middle]!,
        y: ys[middle]!,
        top: ys[Math.floor(own.length / 10)]!,
      },
    ];
  });
}

/** A name on the map: its left end and its middle line, in pixels. */
export interface PlacedLabel {
  readonly place: ClusterPlace;
  readonly text: string;
  readonly left: number;
  readonly middle: number;
  readonly width: number;
}

const HEIGHT = 20;

/** Names beside one another where they fit; one that would cover another moves up or down, or is left out. */
export function placeLabels(
  places: readonly ClusterPlace[],
  size: number,
  toX: (x: number) => number,
  toY: (y: number) => number,
  widthOf: (text: string) => number,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const place of places.slice(0, NAMED)) {
    // Above its documents, not on them.
    const [x, y] = [toX(place.x), toY(place.top) - HEIGHT * 0.8];
    if (x < 0 || y < -HEIGHT || x > size || y > size) continue;
    const text = place.label.split(' · ').slice(0, 2).join(' · ');
    const width = widthOf(text);
    const left = Math.max(2, Math.min(size - width - 2, x - width / 2));
    const free = [0, HEIGHT, -HEIGHT, 2 * HEIGHT, -2 * HEIGHT]
      .map((by) => Math.max(HEIGHT / 2, Math.min(size - HEIGHT / 2, y + by)))
      .find((middle) =>
        placed.every(
          (p) => Math.abs(p.middle - middle) >= HEIGHT || p.left >= left + width + 4 || left >= p.left + p.width + 4,
        ),
      );
    if (free !== undefined) placed.push({ place, text, left, middle: free, width });
  }
  return placed;
}

const ninths = () => [
  [l10n.t('top left'), l10n.t('top'), l10n.t('top right')],
  [l10n.t('left'), l10n.t('middle'), l10n.t('right')],
  [l10n.t('bottom left'), l10n.t('bottom'), l10n.t('bottom right')],
];

/** Where on the map, in words. */
export function placeInWords(x: number, y: number): string {
  const third = (v: number) => Math.min(2, Math.floor(v * 3));
  return ninths()[third(y)]![third(x)]!;
}

/** The cluster that lies nearest to another one on the map. */
export function nearestCluster(place: ClusterPlace, places: readonly ClusterPlace[]): ClusterPlace | undefined {
  const distance = (p: ClusterPlace) => Math.hypot(p.x - place.x, p.y - place.y);
  return places.filter((p) => p !== place).sort((a, b) => distance(a) - distance(b))[0];
}
