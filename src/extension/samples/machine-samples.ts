import path from 'node:path';
import * as vscode from 'vscode';
import { access } from 'node:fs/promises';
import type { Job } from '../../protocol/job.ts';
import type { TextReader } from '../../process/host/text-reader.ts';
import { withJob } from '../jobs/choose-job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { counted } from '../jobs/words.ts';
import { plainMessage } from '../plain-message.ts';
import type { AskingFor } from './assignment.ts';
import { makeSamples } from './make-samples.ts';
import { reviewSamples } from './review-samples.ts';
import { chooseSamples, samplesFolder } from './samples-folder.ts';
import { SampleKeys } from './sample-keys.ts';
import { SampleSurvey } from './sample-survey.ts';
import { SamplesWatch } from './samples-watch.ts';
import { commandId, registerCommand } from '../register-command.ts';

/** Fewest words of a text whose length counts: shorter ones are not judged. */
const LEAST_WORDS = 50;

/** The commands of machine samples, the folder that is watched for them, and their offer for a batch that was compared with some before. */
export class MachineSamples {
  private readonly survey: SampleSurvey;
  private readonly watch: SamplesWatch;
  private readonly keys: SampleKeys;

  constructor(
    private readonly reader: TextReader,
    private readonly jobs: Jobs,
    state: vscode.Memento,
    /** The job whose panel was in front last. */
    private readonly lastJobId: () => string | undefined,
    private readonly runAgain: (jobId: string) => Promise<unknown>,
    secrets: vscode.SecretStorage,
  ) {
    this.keys = new SampleKeys(secrets);
    this.survey = new SampleSurvey(reader, jobs);
    this.watch = new SamplesWatch(this.survey, state, (folder, usable) => void this.use(folder, usable));
  }

  register(): vscode.Disposable[] {
    return [
      new vscode.Disposable(() => this.watch.dispose()),
      registerCommand('setMachineSamples', chooseSamples),
      registerCommand('makeMachineSamples', async () =>
        makeSamples(await this.asking(), this.survey, this.watch, this.keys),
      ),
      ...this.keys.register(),
      registerCommand('reviewMachineSamples', () => this.review()),
    ];
  }

  /**
   * Offers the samples that the last analysis of a source was compared with, where none are set now.
   *
   * @param before the analysis before this one
   */
  async offerAgain(before: Job | undefined, now: Job): Promise<void> {
    const folder = before?.options.machineSamples;
    if (folder === undefined || now.options.machineSamples !== undefined || !(await isThere(folder))) return;
    const again = vscode.l10n.t('Use Them Again');
    const chosen = await vscode.window.showInformationMessage(
      plainMessage(
        vscode.l10n.t(
          '{0} was compared with the machine samples in {1} last time. Now none are set, and it is compared with none.',
          now.source.name,
          path.basename(folder),
        ),
      ),
      again,
    );
    if (chosen !== again) return;
    await samplesFolder.set(folder);
    await this.runAgain(now.id);
  }

  private async review(): Promise<void> {
    const folder = this.watch.folder ?? samplesFolder.get();
    if (!path.isAbsolute(folder)) return chooseSamples();
    const isWatched = this.watch.folder === folder;
    await reviewSamples(folder, this.survey, [
      {
        label: `$(sparkle) ${vscode.l10n.t('Make machine samples…')}`,
        run: () => vscode.commands.executeCommand(commandId('makeMachineSamples')),
      },
      {
        label: `$(clippy) ${vscode.l10n.t('Paste answers…')}`,
        description: vscode.l10n.t('into a new file; lines of === stand between several'),
        run: () => this.paste(folder),
      },
      {
        label: `$(folder-opened) ${vscode.l10n.t('Show the folder')}`,
        run: () => vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder)),
      },
      ...(isWatched
        ? [{ label: `$(eye-closed) ${vscode.l10n.t('Watch the folder no longer')}`, run: () => this.watch.stop() }]
        : []),
    ]);
  }

  /** What is pasted may be several answers: they are taken apart while the folder is watched. */
  private async paste(folder: string): Promise<void> {
    await this.watch.start(folder);
    await this.watch.paste(folder);
  }

  private async asking(): Promise<AskingFor> {
    const [batch, documents] = await Promise.all([this.lastBatch(), this.survey.documents()]);
    return { reader: this.reader, batch, documents };
  }

  /** The analysis that was looked at last, or the newest, and how long its texts are. */
  private async lastBatch(): Promise<AskingFor['batch']> {
    const completed = this.jobs.list().filter(({ status }) => status === 'completed');
    const job = completed.find(({ id }) => id === this.lastJobId()) ?? completed[0];
    // Without its report the user says how long answers are.
    const report = job && (await this.jobs.reports.outline(job.id).catch(() => undefined));
    const words =
      report?.documents
        .filter((d) => d.status === 'analyzed' && d.words >= LEAST_WORDS)
        .map((d) => d.words)
        .sort((a, b) => a - b) ?? [];
    return job && words.length > 0 ? { job, lengths: { name: job.source.name, words } } : undefined;
  }

  /** There are enough samples where there were too few. */
  private async use(folder: string, usable: number): Promise<void> {
    if (samplesFolder.get() === folder) return;
    await samplesFolder.set(folder);
    const [review, again] = [vscode.l10n.t('Review the Samples'), vscode.l10n.t('Run Again')];
    const completed = this.jobs.list().filter(({ status }) => status === 'completed');
    const chosen = await vscode.window.showInformationMessage(
      plainMessage(
        `${counted(usable, vscode.l10n.t('{0} machine sample'), vscode.l10n.t('{0} machine samples'))}. ${vscode.l10n.t('The next analysis compares documents with the texts in {0}.', path.basename(folder))}`,
      ),
      review,
      ...(completed.length > 0 ? [again] : []),
    );
    if (chosen === review) await this.review();
    else if (chosen === again)
      await withJob(
        this.jobs,
        completed.find(({ id }) => id === this.lastJobId()),
        again,
        ({ status }) => status === 'completed',
        (id) => this.runAgain(id),
      );
  }
}

const isThere = (folder: string) =>
  access(folder).then(
    () => true,
    () => false,
  );
