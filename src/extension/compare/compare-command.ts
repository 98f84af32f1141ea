import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import { withJob } from '../jobs/choose-job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { documentsText, momentText } from '../jobs/words.ts';
import type { ChangesPanels } from './changes-panels.ts';
import { inOrder, othersOf } from './choose-other.ts';
import { registerCommand } from '../register-command.ts';

interface OtherItem extends vscode.QuickPickItem {
  readonly job?: Job;
}

/** *Compare with Another Analysis…*: opens what is different between the analysis that was clicked, or chosen, and another one. */
export function registerCompare(jobs: Jobs, panels: ChangesPanels): vscode.Disposable {
  const isCompleted = ({ status }: Job) => status === 'completed';
  return registerCommand('compareAnalyses', (clicked?: Job) =>
    withJob(jobs, clicked, vscode.l10n.t('Compare'), isCompleted, async (id) => {
      const job = jobs.get(id);
      const other = job && (await chooseOther(job, jobs));
      if (!job || !other) return;
      const [before, after] = inOrder(job, other);
      panels.show(before.id, after.id);
    }),
  );
}

async function chooseOther(job: Job, jobs: Jobs): Promise<Job | undefined> {
  const { same, different } = othersOf(job, jobs.list());
  if (same.length + different.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no other analysis to compare with. Run the analysis again after its texts have changed.'),
    );
    return undefined;
  }
  const separator = (label: string): OtherItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const item = (other: Job): OtherItem => ({
    label: other.source.name,
    description: `${momentText({ createdAt: other.startedAt ?? other.createdAt })} · ${documentsText(other.summary?.documents ?? 0)}`,
    detail: other.source.paths[0] ?? '',
    job: other,
  });
  const items = [
    ...(same.length > 0 ? [separator(vscode.l10n.t('the same source')), ...same.map(item)] : []),
    ...(different.length > 0 ? [separator(vscode.l10n.t('other sources')), ...different.map(item)] : []),
  ];
  return (
    await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t(
        'Compare {0} of {1} with …',
        job.source.name,
        momentText({ createdAt: job.startedAt ?? job.createdAt }),
      ),
      matchOnDescription: true,
    })
  )?.job;
}
