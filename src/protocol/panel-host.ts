/** The results panel's page and whoever gives it its results: each other's interface. `rpc.ts` carries them where one is an extension and the other a webview. */
import type { AnnotationChange, Annotations } from '../report/annotations.ts';
import type { ExportFormat } from '../report/export-formats.ts';
import type { LeftOutKind } from '../report/left-out.ts';
import type { ReportOverview } from '../report/overview.ts';
import type { Report } from '../report/report.ts';
import type { ReportChanges } from '../report/report-changes.ts';
import type { SearchProgress, TilePlace } from './analyzer.ts';
import type { DocumentResult, Job, Progress } from './job.ts';
import type { DocumentDetails } from './large-report.ts';
import type {
  Apart,
  Destination,
  ExplanationAnswer,
  ResultsTab,
  SearchAnswer,
  SearchBy,
  Selection,
  SourceState,
  TextRange,
  TileAnswer,
} from './panel.ts';

/** All that the panel needs to draw itself from nothing. */
export interface PanelState {
  readonly job: Job;
  /** While the job is pending or processing. */
  readonly progress?: Progress;
  /** Results so far; empty once the report is there. */
  readonly documents: readonly DocumentResult[];
  /** Once the job is completed; and while it runs again in its place, the results of before. */
  readonly report?: Report;
  /** What changed since the results that were last seen, once a watched folder was analysed again. */
  readonly changes?: ReportChanges;
  /** How its source stands now; with the report. */
  readonly source?: SourceState;
  /** Stands in for the report of a large batch, which comes next. */
  readonly overview?: ReportOverview;
  /** What was written about the documents. */
  readonly annotations?: Annotations;
  /** BCP 47 language tag for numbers and dates. */
  readonly locale: string;
  /** What the host can do with these results; the page offers nothing else. */
  readonly can: readonly Capability[];
  /** Where the results are shown apart from their texts. */
  readonly apart?: Apart;
  /** The part of results that was in front last in this workspace. */
  readonly tab?: ResultsTab;
}

/** What gives a page its results, and what it can do besides. The page offers nothing that it cannot: {@link PanelState.can} names what there is. */
export interface PanelHost extends Capabilities {
  /** All that the page needs to draw itself from nothing. */
  readonly state: () => Promise<PanelState>;
}

/** All that a host can do, if it can. What goes wrong is told to the user by the host, but for what the answer has a place for. */
export interface Capabilities {
  /** Opens a document in an editor, and selects a stretch of it. */
  readonly openDocument?: (id: string, range?: TextRange) => Promise<void>;
  /** Opens two documents side by side, in the report's order where a passage is given: which of those that both share to go to. */
  readonly openPair?: (a: string, b: string, passage?: number) => Promise<void>;
  /** Puts a link on the clipboard that opens two documents side by side. */
  readonly copyPairLink?: (a: string, b: string) => Promise<void>;
  /** What moved a document's AI probability? */
  readonly explain?: (id: string) => Promise<ExplanationAnswer>;
  /** A document's parts that a large report comes without. */
  readonly details?: (id: string) => Promise<DocumentDetails>;
  /** Finds documents, and tells meanwhile how many are read. */
  readonly search?: (
    by: SearchBy,
    query: string,
    onProgress: (progress: SearchProgress) => void,
    signal: AbortSignal,
  ) => Promise<SearchAnswer>;
  /** A part of the heatmap in more detail than the report has. */
  readonly tile?: (place: TilePlace) => Promise<TileAnswer>;
  /** Saves an export beside the source; without a format the user is asked for it, and for what goes in. */
  readonly exportReport?: (format?: ExportFormat) => Promise<void>;
  /** Saves some of the documents as CSV, at a place that the user is asked for. */
  readonly exportSelection?: (documents: readonly string[]) => Promise<void>;
  /** Puts a text on the clipboard. */
  readonly copy?: (text: string) => Promise<void>;
  /** Writes tags and notes; {@link PanelPage.annotations} tells of them. */
  readonly annotate?: (change: AnnotationChange) => Promise<void>;
  /** Stops the running job. */
  readonly cancel?: () => Promise<void>;
  /** Stops it until it is resumed. */
  readonly pause?: () => Promise<void>;
  /** Lets the job go on from what it has kept. */
  readonly resume?: () => Promise<void>;
  /** Tries documents again that were skipped: one, or all. */
  readonly retry?: (id?: string) => Promise<void>;
  /** Analyses the same source again. */
  readonly runAgain?: () => Promise<void>;
  /** The same with other parts of the texts left out of copies, and keeps that in the settings. */
  readonly leaveOut?: (kinds: readonly LeftOutKind[]) => Promise<void>;
  /** Shows how good the detector is. */
  readonly showFigures?: () => Promise<void>;
  /** Keeps which part of the results was in front last. */
  readonly keepTab?: (tab: ResultsTab) => Promise<void>;
  /** What changed was seen. */
  readonly dismissChanges?: () => Promise<void>;
}

export type Capability = keyof Capabilities;

/** What a host can do, by the methods that it has. */
export const capabilitiesOf = ({ state: _, ...capabilities }: PanelHost): readonly Capability[] =>
  Object.keys(capabilities) as Capability[];

/** What a page is told. */
export interface PanelPage {
  /** The job changed its state; the report comes with it once completed. */
  show(state: PanelState): void;
  /** How far the job is. */
  progress(progress: Progress): void;
  /** Documents analysed since the last time. */
  documents(documents: readonly DocumentResult[]): void;
  /** The report of a large batch, after its overview: a `LargeReport` as JSON in UTF-8, as it lies on the disk, so that the host neither reads nor writes it. */
  largeReport(json: ArrayBuffer): void;
  /** What takes longer to find out, behind the report of a large batch. */
  after(after: Pick<PanelState, 'source' | 'changes'>): void;
  /** Tags and notes as they are now. */
  annotations(annotations: Annotations): void;
  /** Go there. */
  navigate(to: Destination): void;
  /** Something was chosen in a native tree. */
  select(selection: Selection): void;
}
