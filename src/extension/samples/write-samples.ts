import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';
import { type Told, toldBy } from '../../report/notice.ts';
import { keptAnswer } from './answers.ts';
import { type Assignment, promptsFor, type SamplePlan } from './prompts.ts';
import type { SampleWriter } from './writers.ts';

/** What came of writing samples. */
export interface WrittenSamples {
  readonly kept: number;
  /** Answers that were refusals, or too short to be judged. */
  readonly tooShort: number;
  readonly requests: number;
  /** Models that failed, and what they said; the others wrote what was left for them. */
  readonly failures: readonly ({ readonly name: string } & Told)[];
  /** Whether all answers were asked for: it was neither cancelled, nor did every model fail. */
  readonly ended: 'whole' | 'cancelled' | 'failed';
}

/** Has answers written, one after the other, the writers taking turns, and keeps each in a file of its own at once. Files that are there stay as they are. */
export async function writeSamples(
  assignment: Assignment,
  plans: readonly SamplePlan[],
  writers: readonly SampleWriter[],
  folder: string,
  token: vscode.CancellationToken,
  onRequest: (done: number) => void,
): Promise<WrittenSamples> {
  await mkdir(folder, { recursive: true });
  const taken = new Set(await readdir(folder));
  const failures: ({ name: string } & Told)[] = [];
  let left = writers;
  let [kept, tooShort, requests, number] = [0, 0, 0, 1];
  const result = (ended: WrittenSamples['ended']): WrittenSamples => ({ kept, tooShort, requests, failures, ended });
  const isStopped = () => token.isCancellationRequested;
  /** `undefined` once it was stopped: what a model says that was told to stop is half of an answer. */
  const answerOf = async (writer: SampleWriter, plan: SamplePlan) => {
    let answer = '';
    for (const prompt of promptsFor(assignment, plan)) {
      if (isStopped()) return undefined;
      requests++;
      answer = await writer.ask(prompt(answer), token);
      onRequest(requests);
    }
    return isStopped() ? undefined : answer;
  };
  for (let i = 0; i < plans.length;) {
    if (left.length === 0) return result('failed');
    const plan = plans[i]!;
    // Each writer gets every style.
    const writer = left[(i + Math.floor(i / left.length)) % left.length]!;
    let answer: string | undefined;
    try {
      answer = await answerOf(writer, plan);
    } catch (error) {
      if (isStopped()) return result('cancelled');
      failures.push({ name: writer.name, ...toldBy(error) });
      left = left.filter((other) => other !== writer);
      continue;
    }
    if (answer === undefined) return result('cancelled');
    i++;
    const text = keptAnswer(answer);
    if (text === undefined) {
      tooShort++;
      continue;
    }
    const name = () => `sample-${String(number).padStart(2, '0')}-${plan.style}.txt`;
    while ([...taken].some((file) => file.startsWith(`sample-${String(number).padStart(2, '0')}-`))) number++;
    await writeFile(path.join(folder, name()), text, { flag: 'wx' });
    taken.add(name());
    kept++;
  }
  return result('whole');
}
