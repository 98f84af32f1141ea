import * as vscode from 'vscode';
import type { MemoryOffer } from '../../protocol/job.ts';
import { countOf, documentsText, listOf, sizeText } from './words.ts';

/** Why a job would not fit into memory, and what would. */
export function memoryOfferText({ needed, available, fast, threads, documents }: MemoryOffer): string {
  const offers = [
    ...(fast ? [vscode.l10n.t('the fast encoder (ghostwriter.encoder)')] : []),
    ...(threads === undefined ? [] : [vscode.l10n.t('fewer threads (ghostwriter.threads: {0})', countOf(threads))]),
    ...(documents === undefined ? [] : [vscode.l10n.t('parts of up to {0}', documentsText(documents))]),
  ];
  const wayOut =
    offers.length > 0
      ? vscode.l10n.t('It would fit with: {0}.', listOf(offers))
      : vscode.l10n.t('Close other programs, or use a machine with more memory.');
  return `${vscode.l10n.t('It would take about {0} of memory, and {1} are available.', sizeText(needed), sizeText(available))} ${wayOut}`;
}
