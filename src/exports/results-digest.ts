import { createHash, type Hash } from 'node:crypto';
import type { ReportDocument } from '../report/report.ts';

/** The members of a report that say what was found. Neither times nor ids of jobs, nor sentences for people, are among them. */
const RESULTS = ['summary', 'documents', 'clusters', 'duplicateGroups', 'similarity'] as const;

/**
 * SHA-256 of what was found. It is taken while the parts are written, so that a large report is turned into JSON once. Of each member that counts, the JSON texts
 * of its parts are hashed with a line feed behind each; the digest is the hash of those hashes.
 */
export class ResultsDigest {
  private readonly hashes = new Map<string, Hash>(RESULTS.map((name) => [name, createHash('sha256')]));

  /** Takes in a part of a member, as JSON. Members that do not count are let be. */
  add(member: string, json: string): void {
    const hash = this.hashes.get(member);
    if (!hash) return;
    hash.update(json);
    hash.update('\n');
  }

  /** In hexadecimal; nothing can be added any more. */
  sha256(): string {
    const all = createHash('sha256');
    for (const name of RESULTS) all.update(`${name} ${this.hashes.get(name)?.digest('hex') ?? ''}\n`);
    return all.digest('hex');
  }
}

/** A document as JSON without what a user wrote about it, which is no result, and without the notice of its reason, which says nothing more. */
export function foundJson(document: ReportDocument, json: string): string {
  if (document.tags === undefined && document.note === undefined && document.notice === undefined) return json;
  const { tags: _, note: __, notice: ___, ...found } = document;
  return JSON.stringify(found);
}
