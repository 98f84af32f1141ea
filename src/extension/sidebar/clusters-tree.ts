import * as vscode from 'vscode';
import path from 'node:path';
import type { OutlineDocument, ReportOutline } from '../../protocol/large-report.ts';
import type { Cluster, Topic } from '../../report/report.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { counted, countOf, documentsText, levelName, probabilityOf } from '../jobs/words.ts';
import { commandId } from '../register-command.ts';

/** A row of the tree: a cluster, a sub-topic of one, the outliers, or a document in one of them. */
export type ClusterNode = { readonly jobId: string } & (
  | { readonly kind: 'cluster'; readonly cluster: Cluster }
  | { readonly kind: 'subtopic'; readonly cluster: Cluster; readonly subtopic: Topic }
  | { readonly kind: 'outliers'; readonly members: readonly string[] }
  | { readonly kind: 'document'; readonly document: OutlineDocument; readonly below: string }
);

/** Theme colours of the first clusters, the same ones as in the panel; the others share a neutral one. */
const COLOURS = ['blue', 'orange', 'green', 'purple', 'yellow', 'red'];

/** The clusters of the job that is open, as a native tree. */
export class ClustersTree implements vscode.TreeDataProvider<ClusterNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<ClusterNode | undefined>();
  private readonly subscription: vscode.Disposable;
  private jobId: string | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly jobs: Jobs) {
    this.subscription = jobs.onDidChange(
      (job) => (job === undefined || job.id === this.jobId) && this.changed.fire(undefined),
    );
  }

  /** Shows another job's clusters. */
  show(jobId: string | undefined): void {
    if (jobId === this.jobId) return;
    this.jobId = jobId;
    this.changed.fire(undefined);
  }

  async getChildren(parent?: ClusterNode): Promise<ClusterNode[]> {
    const { jobId } = this;
    const report = await this.report();
    if (jobId === undefined || !report) return [];
    if (!parent) {
      const outliers = report.documents.filter((d) => d.outlier).map((d) => d.id);
      return [
        ...report.clusters.map((cluster): ClusterNode => ({ kind: 'cluster', jobId, cluster })),
        ...(outliers.length > 0 ? [{ kind: 'outliers' as const, jobId, members: outliers }] : []),
      ];
    }
    if (parent.kind === 'document') return [];
    if (parent.kind === 'cluster' && parent.cluster.subtopics)
      return parent.cluster.subtopics.map((subtopic) => ({
        kind: 'subtopic',
        jobId,
        cluster: parent.cluster,
        subtopic,
      }));
    const members = new Set(
      parent.kind === 'cluster'
        ? parent.cluster.members
        : parent.kind === 'subtopic'
          ? parent.subtopic.members
          : parent.members,
    );
    return report.documents
      .filter((d) => members.has(d.id))
      .map((document) => ({ kind: 'document', jobId, document, below: idOf(parent) }));
  }

  getTreeItem(node: ClusterNode): vscode.TreeItem {
    switch (node.kind) {
      case 'cluster':
        return clusterItem(node);
      case 'subtopic':
        return subtopicItem(node);
      case 'outliers':
        return outliersItem(node);
      case 'document':
        return documentItem(node);
    }
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private async report(): Promise<ReportOutline | undefined> {
    if (this.jobId === undefined || this.jobs.get(this.jobId)?.status !== 'completed') return undefined;
    return this.jobs.reports.outline(this.jobId).catch(() => undefined);
  }
}

/** A row's name that stays the same when the tree is drawn anew. */
function idOf(node: Exclude<ClusterNode, { kind: 'document' }>): string {
  return `${node.jobId}/${node.kind === 'outliers' ? 'outliers' : node.kind === 'cluster' ? node.cluster.id : `${node.cluster.id}/${node.subtopic.id}`}`;
}

function clusterItem(node: ClusterNode & { kind: 'cluster' }): vscode.TreeItem {
  const { jobId, cluster } = node;
  const item = new vscode.TreeItem(cluster.label, vscode.TreeItemCollapsibleState.Collapsed);
  const colour = COLOURS[cluster.id];
  item.id = idOf(node);
  item.iconPath = new vscode.ThemeIcon(
    'circle-filled',
    new vscode.ThemeColor(colour ? `charts.${colour}` : 'descriptionForeground'),
  );
  item.description = `${countOf(cluster.size)} · ${vscode.l10n.t('AI {0}', aiText(cluster.meanAiProbability))}`;
  const figures = `${documentsText(cluster.size)}, ${vscode.l10n.t('average AI probability {0}', aiText(cluster.meanAiProbability))}`;
  item.tooltip = `${figures}\n${cluster.terms.join(', ')}`;
  item.accessibilityInformation = { label: `${cluster.label}, ${figures}` };
  item.contextValue = 'cluster';
  item.command = {
    command: commandId('selectCluster'),
    title: vscode.l10n.t('Show Cluster'),
    arguments: [jobId, cluster.id],
  };
  return item;
}

function subtopicItem(node: ClusterNode & { kind: 'subtopic' }): vscode.TreeItem {
  const { jobId, cluster, subtopic } = node;
  const item = new vscode.TreeItem(subtopic.label, vscode.TreeItemCollapsibleState.Collapsed);
  const figures = documentsText(subtopic.size);
  item.id = idOf(node);
  item.iconPath = new vscode.ThemeIcon('circle-small-filled');
  item.description = countOf(subtopic.size);
  item.tooltip = `${figures}\n${subtopic.terms.join(', ')}`;
  item.accessibilityInformation = {
    label: `${vscode.l10n.t('{0}, sub-topic of {1}', subtopic.label, cluster.label)}, ${figures}`,
  };
  item.contextValue = 'subtopic';
  item.command = {
    command: commandId('selectCluster'),
    title: vscode.l10n.t('Show Sub-topic'),
    arguments: [jobId, cluster.id, subtopic.id],
  };
  return item;
}

function outliersItem(node: ClusterNode & { kind: 'outliers' }): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Outliers'), vscode.TreeItemCollapsibleState.Collapsed);
  const figures = vscode.l10n.t(
    '{0} in no cluster, because they are like no other ones',
    documentsText(node.members.length),
  );
  item.id = idOf(node);
  item.iconPath = new vscode.ThemeIcon('circle-outline');
  item.description = countOf(node.members.length);
  item.tooltip = figures;
  item.accessibilityInformation = { label: `${vscode.l10n.t('Outliers')}, ${figures}` };
  item.contextValue = 'outliers';
  return item;
}

function documentItem({ jobId, document, below }: ClusterNode & { kind: 'document' }): vscode.TreeItem {
  const item = new vscode.TreeItem(path.posix.basename(document.path), vscode.TreeItemCollapsibleState.None);
  item.id = `${below}/${document.id}`;
  item.iconPath = new vscode.ThemeIcon('file');
  const { aiInterval, aiProbability, confidence } = document;
  // The figure alone would look like an answer.
  item.description =
    aiProbability === null
      ? vscode.l10n.t('AI {0}', aiText(null))
      : `${vscode.l10n.t('AI {0}', aiText(aiProbability))} · ${levelName(confidence)}`;
  const interval = aiInterval
    ? `, ${vscode.l10n.t('between {0} and {1}', probabilityOf(aiInterval[0]), probabilityOf(aiInterval[1]))}`
    : '';
  const words = counted(document.words, vscode.l10n.t('{0} word'), vscode.l10n.t('{0} words'));
  const figures = `${words}, ${vscode.l10n.t('AI probability {0}', aiText(aiProbability))}${interval}${aiProbability === null ? '' : `: ${levelName(confidence)}`}`;
  item.tooltip = `${document.path}\n${figures}`;
  item.accessibilityInformation = { label: `${document.path}, ${figures}` };
  item.contextValue = 'document';
  item.command = { command: commandId('openDocument'), title: vscode.l10n.t('Open'), arguments: [jobId, document.id] };
  return item;
}

const aiText = (probability: number | null) =>
  probability === null ? vscode.l10n.t('unknown') : probabilityOf(probability);
