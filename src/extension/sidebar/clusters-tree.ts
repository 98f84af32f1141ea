import * as vscode from 'vscode';
import path from 'node:path';
import type { Cluster, Report, ReportDocument } from '../../report/report.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { countOf, probabilityOf } from '../jobs/words.ts';

/** A row of the tree: a cluster, or a document in it. */
export type ClusterNode = { readonly kind: 'cluster'; readonly jobId: string; readonly cluster: Cluster } | { readonly kind: 'document'; readonly jobId: string; readonly document: ReportDocument };

/** Theme colours of the first clusters, the same ones as in the panel; the others share a neutral one. */
const COLOURS = ['blue', 'orange', 'green', 'purple', 'yellow', 'red'];

/** The clusters of the job that is open, as a native tree. */
export class ClustersTree implements vscode.TreeDataProvider<ClusterNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<ClusterNode | undefined>();
  private readonly subscription: vscode.Disposable;
  private jobId: string | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly jobs: Jobs) {
    this.subscription = jobs.onDidChange((job) => (job === undefined || job.id === this.jobId) && this.changed.fire(undefined));
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
    if (!parent) return report.clusters.map((cluster) => ({ kind: 'cluster', jobId, cluster }));
    if (parent.kind === 'document') return [];
    const members = new Set(parent.cluster.members);
    return report.documents.filter((d) => members.has(d.id)).map((document) => ({ kind: 'document', jobId, document }));
  }

  getTreeItem(node: ClusterNode): vscode.TreeItem {
    return node.kind === 'cluster' ? clusterItem(node) : documentItem(node);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private async report(): Promise<Report | undefined> {
    if (this.jobId === undefined || this.jobs.get(this.jobId)?.status !== 'completed') return undefined;
    return this.jobs.report(this.jobId).catch(() => undefined);
  }
}

function clusterItem({ jobId, cluster }: ClusterNode & { kind: 'cluster' }): vscode.TreeItem {
  const item = new vscode.TreeItem(cluster.label, vscode.TreeItemCollapsibleState.Collapsed);
  const colour = COLOURS[cluster.id];
  item.id = `${jobId}/${cluster.id}`;
  item.iconPath = new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor(colour ? `charts.${colour}` : 'descriptionForeground'));
  item.description = `${countOf(cluster.size)} · AI ${aiText(cluster.meanAiProbability)}`;
  const figures = `${countOf(cluster.size)} ${cluster.size === 1 ? 'document' : 'documents'}, average AI probability ${aiText(cluster.meanAiProbability)}`;
  item.tooltip = `${figures}\n${cluster.terms.join(', ')}`;
  item.accessibilityInformation = { label: `${cluster.label}, ${figures}` };
  item.contextValue = 'cluster';
  item.command = { command: 'ghostwriter.selectCluster', title: 'Show Cluster', arguments: [jobId, cluster.id] };
  return item;
}

function documentItem({ jobId, document }: ClusterNode & { kind: 'document' }): vscode.TreeItem {
  const item = new vscode.TreeItem(path.posix.basename(document.path), vscode.TreeItemCollapsibleState.None);
  item.id = `${jobId}/${document.id}`;
  item.iconPath = new vscode.ThemeIcon('file');
  item.description = `AI ${aiText(document.aiProbability)}`;
  const { aiInterval } = document;
  const interval = aiInterval ? `, between ${probabilityOf(aiInterval[0])} and ${probabilityOf(aiInterval[1])}` : '';
  const figures = `${countOf(document.words)} words, AI probability ${aiText(document.aiProbability)}${interval}`;
  item.tooltip = `${document.path}\n${figures}`;
  item.accessibilityInformation = { label: `${document.path}, ${figures}` };
  item.contextValue = 'document';
  item.command = { command: 'ghostwriter.openDocument', title: 'Open', arguments: [jobId, document.id] };
  return item;
}

const aiText = (probability: number | null) => (probability === null ? 'unknown' : probabilityOf(probability));
