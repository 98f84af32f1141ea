import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type AnalysisEntry, AssistantError, type Library } from '../../assistants/library.ts';
import { isJsonExportName } from '../../exports/export-name.ts';
import { readReport } from '../../exports/read-report.ts';
import type { SearchResponse } from '../../protocol/analyzer.ts';
import { messageOf } from '../../protocol/message-of.ts';
import type { Explanation } from '../../report/explanation.ts';
import { RecentReports } from '../../report/recent-reports.ts';
import type { Report, ReportDocument, ReportJob, Summary } from '../../report/report.ts';
import { REPORT_FILE } from '../../report/report-file.ts';
import { readOwnReport } from '../../exports/read-own-report.ts';
import type { TextReader } from '../../process/host/text-reader.ts';

/** An analysis that was made here, in a folder that goes with the server. */
export interface MadeHere {
  readonly name: string;
  readonly createdAt: string;
  readonly summary: Summary;
  /** Absolute path of the job's folder: `report.json`, and the vectors that it is searched by. */
  readonly folder: string;
}

interface Place {
  readonly id: string;
  readonly file: string;
  readonly made?: MadeHere;
}

/** Reports that were exported as JSON, looked at anew with each question, and analyses that were made here. */
export class ReportLibrary implements Library {
  readonly howToAllowTexts = 'Starting the server with --allow-texts allows it.';
  private readonly made: Place[] = [];
  /** By file and its state on the disk. */
  private readonly entries = new Map<string, AnalysisEntry>();
  private readonly reports = new RecentReports<Report>();

  constructor(
    /** Reports, and folders with some. */
    private readonly paths: readonly string[],
    private readonly reader: TextReader,
    private readonly allowTexts: boolean,
    readonly howToAnalyse: string,
  ) {}

  async list(): Promise<readonly AnalysisEntry[]> {
    const entries = await Promise.all((await this.places()).map((place) => this.entry(place)));
    return entries.sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
  }

  async report(id: string): Promise<Report> {
    return this.read(await this.place(id));
  }

  async search(id: string, query: string, limit: number): Promise<SearchResponse['matches']> {
    const { made } = await this.place(id);
    if (!made)
      throw new AssistantError(
        `A report in a file cannot be searched by meaning: what that needs is not exported. ${this.howToAnalyse} Or query its documents by name, cluster or level.`,
      );
    return this.reader.search(made.folder, query, limit);
  }

  async explain(id: string, document: ReportDocument): Promise<Explanation> {
    const { job } = await this.report(id);
    await this.analysedText(job, document);
    const { made } = await this.place(id);
    return this.reader.explain(job, document, job.engine, made !== undefined);
  }

  async text(id: string, document: ReportDocument): Promise<string> {
    return this.analysedText((await this.report(id)).job, document);
  }

  textsAllowed(): boolean {
    return this.allowTexts;
  }

  /** @returns the id that it is asked for by */
  add(made: MadeHere): string {
    const id = `analysis-${this.made.length + 1}`;
    this.made.push({ id, file: path.join(made.folder, REPORT_FILE), made });
    return id;
  }

  private async places(): Promise<Place[]> {
    const files = [...new Set((await Promise.all(this.paths.map(reportsAt))).flat())];
    const names = files.map((file) => path.basename(file));
    return [
      ...this.made,
      ...files.map((file, i) => ({
        id: names.indexOf(names[i]!) === names.lastIndexOf(names[i]!) ? names[i]! : file,
        file,
      })),
    ];
  }

  private async place(id: string): Promise<Place> {
    const place = (await this.places()).find((p) => p.id === id);
    if (!place) throw new AssistantError(`${id} is not there any more. Call listAnalyses for what there is.`);
    return place;
  }

  private async entry(place: Place): Promise<AnalysisEntry> {
    const { id, file, made } = place;
    if (made) return { id, name: made.name, status: 'completed', createdAt: made.createdAt, summary: made.summary };
    const key = await stateOf(file);
    const known = this.entries.get(key);
    if (known) return { ...known, id };
    const entry = await this.read(place).then(
      ({ job, summary }): AnalysisEntry => ({
        id,
        name: job.source.name,
        status: 'completed',
        createdAt: job.createdAt,
        summary,
      }),
      (error: unknown): AnalysisEntry => ({
        id,
        name: path.basename(file),
        status: 'failed',
        createdAt: '',
        error: messageOf(error),
      }),
    );
    this.entries.set(key, entry);
    return entry;
  }

  private async read({ file, made }: Place): Promise<Report> {
    return this.reports.get(await stateOf(file), async () => (made && (await readOwnReport(file))) ?? readReport(file));
  }

  /** The text that a report says it is about: a report may come from anybody, and must not lead to any other file. */
  private async analysedText(
    { source, options }: ReportJob,
    { path: inside, sha256 }: ReportDocument,
  ): Promise<string> {
    if (source.paths.some((p) => !path.isAbsolute(p)))
      throw new AssistantError('The report does not say where its texts are: it was anonymised.');
    if (sha256 === undefined) throw new AssistantError(`The report does not say which text ${inside} was.`);
    const { text } = await this.reader.read({ source, options }, inside);
    if (createHash('sha256').update(text).digest('hex') !== sha256)
      throw new AssistantError(`${inside} has changed since it was analysed. Analyse it again.`);
    return text;
  }
}

async function reportsAt(given: string): Promise<string[]> {
  const at = path.resolve(given);
  if (!(await stat(at)).isDirectory()) return [at];
  return (await readdir(at))
    .filter((name) => isJsonExportName(name))
    .sort()
    .map((name) => path.join(at, name));
}

async function stateOf(file: string): Promise<string> {
  const { mtimeMs, size } = await stat(file);
  return JSON.stringify([file, mtimeMs, size]);
}
