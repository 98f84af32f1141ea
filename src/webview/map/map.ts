import * as l10n from '@vscode/l10n';
import { html, nothing, type PropertyValues } from 'lit';
import { BatchView } from '../batch-view.ts';
import { confidenceText } from '../format.ts';
import { ThemeWatcher } from '../heatmap/theme-watcher.ts';
import { toolStyles } from '../heatmap/tool-styles.ts';
import { theme } from '../theme.ts';
import { type ClusterPlace, clusterPlaces, nearestCluster, placeInWords } from './cluster-labels.ts';
import { drawOver, type Overlay } from './draw-over.ts';
import { PointGrid } from './grid.ts';
import { type Lasso, within } from './lasso.ts';
import { mapStyles } from './map-styles.ts';
import { MARKS, type Stamp, stamps } from './marks.ts';
import { paintPoints, radiusFor } from './paint.ts';
import { type MapPoints, moved, pointsOf, showing, type Viewport, WHOLE, zoomed } from './points.ts';

/** How near a press has to be to a point, and how far a pointer moves until it drags, in CSS pixels. */
const REACH = 12;
const DRAG_FROM = 4;

const STEP = 1.5;

/**
 * All documents as points: what is alike lies close together. A press selects a document, with Ctrl it joins or leaves the selection; dragging moves the
 * map, with Shift or the lasso it selects what it encloses; arrow keys move a cursor from point to point.
 */
export class GwMap extends BatchView {
  static override properties = {
    waiting: { attribute: false },
    hovered: { state: true },
    cursor: { state: true },
    viewport: { state: true },
    lassoOn: { state: true },
    twinOpen: { state: true },
    drawn: { state: true },
  };
  static override styles = [theme, toolStyles, mapStyles];

  /** Why there is no map yet, in the place that it will take. */
  declare waiting: string;
  /** Points, by their place in `points`. */
  declare private hovered: number | undefined;
  declare private cursor: number | undefined;
  declare private viewport: Viewport;
  declare private lassoOn: boolean;
  declare private twinOpen: boolean;
  /** The lasso as far as it is drawn. */
  declare private drawn: Lasso | undefined;
  private points: MapPoints | undefined;
  private grid: PointGrid | undefined;
  private places: readonly ClusterPlace[] = [];
  private dragged: { readonly x: number; readonly y: number; readonly from: Viewport; far: boolean } | undefined;
  private readonly image = document.createElement('canvas');
  private readonly resized = new ResizeObserver(() => this.draw());
  private observed: HTMLCanvasElement | null = null;
  private painted: readonly unknown[] = [];
  private chosen: { readonly points?: MapPoints; readonly key: string; readonly at: readonly number[] } = {
    key: '',
    at: [],
  };
  private stampsOf: { readonly radius: number; readonly marks: readonly Stamp[] } | undefined;

  constructor() {
    super();
    this.waiting = '';
    this.viewport = WHOLE;
    this.lassoOn = this.twinOpen = false;
    new ThemeWatcher(this);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('batch')) return;
    const same = changed.get('batch')?.report === this.batch.report;
    this.points = pointsOf(this.batch);
    this.grid = this.points && new PointGrid(this.points);
    this.places = this.points ? clusterPlaces(this.batch, this.points) : [];
    // A note was written: the points are where they were.
    if (same) return;
    this.hovered = this.cursor = this.drawn = undefined;
    this.viewport = WHOLE;
  }

  override render() {
    const { points, format, viewport, lassoOn } = this;
    if (!points)
      return html`<div class="plot placeholder">${this.batch.report && this.batch.report.similarity.order.length > 1 ? l10n.t('This analysis is of an earlier version and has no map. Run it again to get one.') : this.waiting}</div>`;
    const at = this.hovered ?? this.cursor;
    const said = at === undefined ? undefined : this.inWords(at);
    const tool = (label: string, sign: string, act: () => void, disabled = false) =>
      html`<button title=${label} aria-label=${label} ?disabled=${disabled} @click=${act}>${sign}</button>`;
    const look = (factor: number) => () =>
      (this.viewport = zoomed(viewport, factor, viewport.x + viewport.side / 2, viewport.y + viewport.side / 2));
    return html`
      <div class="frame">
        <div class="plot" role="application" tabindex="0" aria-roledescription=${l10n.t('map')} aria-label=${format.counted(points.documents.length, l10n.t('Map of {0} document'), l10n.t('Map of {0} documents'))} aria-describedby="keys" @keydown=${this.keydown} @focus=${this.focused}>
          <canvas
            class=${lassoOn ? 'lasso' : this.hovered === undefined ? '' : 'pointing'}
            @pointerdown=${this.pressed}
            @pointermove=${this.pointed}
            @pointerup=${this.released}
            @pointercancel=${this.letGo}
            @pointerleave=${() => (this.hovered = undefined)}
            @wheel=${this.wheeled}
          ></canvas>
        </div>
        <div class="tools" role="group" aria-label=${l10n.t('Map')}>
          <button title=${l10n.t('Select by drawing a line around documents; Shift and dragging do the same')} aria-pressed=${lassoOn ? 'true' : 'false'} @click=${() => (this.lassoOn = !lassoOn)}>${l10n.t('Lasso')}</button>
          ${tool(l10n.t('Closer'), '+', look(STEP))} ${tool(l10n.t('Farther'), '−', look(1 / STEP), viewport.side === WHOLE.side)} ${tool(l10n.t('All of the map'), l10n.t('All'), () => (this.viewport = WHOLE), viewport.side === WHOLE.side)}
        </div>
      </div>
      <div class="under">
        <p class="readout" aria-hidden="true">
          ${said ? html`<span class="cut" title=${said.path}>${said.path}</span><span class="value dim">${said.figures}</span>` : html`<span class="dim cut" title=${l10n.t('Directions, and how far groups lie apart, mean nothing.')}>${l10n.t('What lies close together is alike')}</span>`}
        </p>
        <button class="link" aria-expanded=${this.twinOpen ? 'true' : 'false'} @click=${() => (this.twinOpen = !this.twinOpen)}>${l10n.t('As a table')}</button>
      </div>
      <span class="hidden" id="keys">${l10n.t('Arrow keys move from document to document, Enter selects one, Space adds it to the selection, plus and minus change the scale. The clusters are listed below as a table, all documents in the table of documents.')}</span>
      <span class="hidden" role="status">${this.cursor !== undefined && this.hovered === undefined && said ? `${said.path}, ${said.figures}` : nothing}</span>
      ${this.twinOpen ? this.twin() : nothing}
    `;
  }

  /** What the map shows of the clusters, for those who do not see it. */
  private twin() {
    const { places, format } = this;
    const outliers = this.points?.documents.filter((d) => d.outlier).length ?? 0;
    return html`<table>
      <caption class="hidden">${l10n.t('Clusters on the map')}</caption>
      <thead>
        <tr><th scope="col">${l10n.t('Cluster')}</th><th scope="col" class="end">${l10n.t('Documents')}</th><th scope="col">${l10n.t('Place')}</th><th scope="col">${l10n.t('Nearest')}</th></tr>
      </thead>
      <tbody>
        ${places.map((place) => html`<tr><th scope="row"><button class="link" @click=${() => this.store.toggleCluster(place.cluster)}>${place.label}</button></th><td class="end">${format.count(place.documents)}</td><td>${placeInWords(place.x, place.y)}</td><td>${nearestCluster(place, places)?.label ?? '—'}</td></tr>`)}
        ${outliers === 0 ? nothing : html`<tr><th scope="row"><button class="link" @click=${() => this.store.toggleCard('outliers')}>${l10n.t('Outliers')}</button></th><td class="end">${format.count(outliers)}</td><td>${l10n.t('in no cluster')}</td><td>—</td></tr>`}
      </tbody>
    </table>`;
  }

  override updated(changed: PropertyValues<this>): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas !== this.observed) {
      this.resized.disconnect();
      if (canvas) this.resized.observe(canvas);
      this.observed = canvas;
    }
    this.follow(changed);
    this.draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.observed = null;
  }

  /** Moves so far that what was selected elsewhere can be seen. */
  private follow(changed: PropertyValues<this>): void {
    if (changed.size > 0 || !this.points || this.viewport.side === WHOLE.side) return;
    const { document: selected } = this.store.state;
    const i = selected === undefined ? -1 : this.points.documents.findIndex((d) => d.id === selected);
    if (i < 0) return;
    const next = showing(this.viewport, this.points.x[i]!, this.points.y[i]!);
    if (next.x !== this.viewport.x || next.y !== this.viewport.y) this.viewport = next;
  }

  private inWords(point: number): { readonly path: string; readonly figures: string } {
    const document = this.points!.documents[point]!;
    const cluster = document.outlier ? l10n.t('Outlier') : this.batch.cluster(document.cluster)?.label;
    const score =
      document.aiProbability === null
        ? confidenceText(document)
        : `${this.format.probability(document.aiProbability)} ${confidenceText(document)}`;
    return { path: document.path, figures: cluster ? `${score} · ${cluster.split(' · ')[0] ?? ''}` : score };
  }

  private readonly passes = (point: number): boolean =>
    this.batch.shown(this.store.state)?.has(this.points!.documents[point]!.id) ?? true;

  private draw(): void {
    const { points, viewport, drawn } = this;
    const canvas = this.renderRoot.querySelector('canvas');
    const size = canvas?.clientWidth ?? 0;
    if (!canvas || !points || size === 0) return;
    const ratio = devicePixelRatio;
    canvas.width = canvas.height = Math.round(size * ratio);
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const inks = {
      ground: colour('--vscode-editor-background'),
      marks: Array.from({ length: MARKS }, (_, i) => colour(`--gw-c${i}`)),
    };
    const radius = radiusFor(points.documents.length, viewport.side);
    this.paint(canvas.width, radius * ratio, inks);
    const context = canvas.getContext('2d')!;
    context.drawImage(this.image, 0, 0);
    context.scale(ratio, ratio);
    context.font = `12px ${style.fontFamily}`;
    const overlay: Overlay = {
      size,
      viewport,
      radius,
      points,
      selected: this.selectedPoints(points),
      places: this.places,
      cluster: this.store.state.cluster,
      drawn,
      hovered: this.hovered ?? this.cursor,
    };
    drawOver(context, overlay, { ...inks, text: colour('--vscode-foreground'), accent: colour('--gw-accent') });
  }

  /** Paints the points anew only when what they show has changed, not for every move of the pointer. */
  private paint(size: number, radius: number, inks: { ground: string; marks: readonly string[] }): void {
    const { points, viewport } = this;
    const key = [points, viewport, size, radius, inks.ground, ...inks.marks, this.batch.shown(this.store.state)];
    if (!points || key.every((part, i) => part === this.painted[i])) return;
    this.painted = key;
    if (this.stampsOf?.radius !== radius) this.stampsOf = { radius, marks: stamps(radius) };
    this.image.width = this.image.height = size;
    this.image
      .getContext('2d')!
      .putImageData(paintPoints(size, points, viewport, this.stampsOf.marks, inks, this.passes), 0, 0);
  }

  /** The points of the selected documents; found anew only when others are selected. */
  private selectedPoints(points: MapPoints): readonly number[] {
    const { selected } = this.store;
    const key = selected.join();
    if (this.chosen.points !== points || this.chosen.key !== key) {
      const ids = new Set(selected);
      this.chosen = {
        points,
        key,
        at: ids.size === 0 ? [] : points.documents.flatMap((d, i) => (ids.has(d.id) ? [i] : [])),
      };
    }
    return this.chosen.at;
  }

  /** A place on the map under a pointer. */
  private under(event: PointerEvent | WheelEvent): readonly [x: number, y: number] {
    const { clientWidth: size } = event.currentTarget as HTMLElement;
    const { x, y, side } = this.viewport;
    return [x + (event.offsetX / size) * side, y + (event.offsetY / size) * side];
  }

  private readonly pressed = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.dragged = { x: event.offsetX, y: event.offsetY, from: this.viewport, far: false };
    if (this.lassoOn || event.shiftKey) this.drawn = [this.under(event)];
  };

  private readonly pointed = (event: PointerEvent) => {
    const { dragged } = this;
    const { clientWidth: size } = event.currentTarget as HTMLElement;
    const [x, y] = this.under(event);
    if (dragged && (dragged.far ||= Math.hypot(event.offsetX - dragged.x, event.offsetY - dragged.y) >= DRAG_FROM)) {
      if (this.drawn) this.drawn = [...this.drawn, [x, y]];
      else
        this.viewport = moved(
          dragged.from,
          ((dragged.x - event.offsetX) / size) * dragged.from.side,
          ((dragged.y - event.offsetY) / size) * dragged.from.side,
        );
      return;
    }
    this.hovered = this.grid?.nearest(x, y, (REACH / size) * this.viewport.side, this.passes);
  };

  private readonly released = (event: PointerEvent) => {
    const { dragged, drawn, points, grid } = this;
    this.letGo();
    if (!dragged || !points || !grid) return;
    const more = event.ctrlKey || event.metaKey;
    if (dragged.far) {
      if (!drawn) return;
      const inside = within(drawn, points, grid)
        .filter(this.passes)
        .map((i) => points.documents[i]!.id);
      this.store.mark(more ? [...new Set([...this.store.selected, ...inside])] : inside);
      this.lassoOn = false;
      return;
    }
    this.pointed(event);
    if (this.hovered === undefined) {
      this.store.select({});
      return;
    }
    this.cursor = this.hovered;
    this.choose(this.hovered, more);
  };

  private readonly letGo = () => {
    this.dragged = this.drawn = undefined;
  };

  /** With Ctrl, as elsewhere in VS Code, and so with two fingers on a touch pad; alone the wheel scrolls the page. */
  private readonly wheeled = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.viewport = zoomed(this.viewport, Math.exp(-event.deltaY / 200), ...this.under(event));
  };

  private readonly focused = () => {
    this.cursor ??= this.points?.documents.findIndex((_, i) => this.passes(i));
    if (this.cursor === -1) this.cursor = undefined;
  };

  private readonly keydown = (event: KeyboardEvent) => {
    if (!this.points || !this.grid || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = ({ ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] } as const)[
      event.key
    ];
    const at = this.cursor ?? 0;
    const centre = [this.points.x[at]!, this.points.y[at]!] as const;
    if (direction) this.go(this.grid.next(at, direction[0], direction[1], this.passes));
    else if (event.key === 'Enter') this.choose(at, false);
    else if (event.key === ' ') this.choose(at, true);
    else if (event.key === '+' || event.key === '=') this.viewport = zoomed(this.viewport, STEP, ...centre);
    else if (event.key === '-') this.viewport = zoomed(this.viewport, 1 / STEP, ...centre);
    else if (event.key === '0') this.viewport = WHOLE;
    else if (event.key === 'Escape' && this.drawn) this.letGo();
    else return;
    event.preventDefault();
    this.hovered = undefined;
  };

  private go(point: number | undefined): void {
    if (point === undefined) return;
    this.cursor = point;
    this.viewport = showing(this.viewport, this.points!.x[point]!, this.points!.y[point]!);
  }

  private choose(point: number, more: boolean): void {
    const { id } = this.points!.documents[point]!;
    if (more) this.store.toggleMarked(id);
    else this.store.toggleDocument(id);
  }
}
customElements.define('gw-map', GwMap);
