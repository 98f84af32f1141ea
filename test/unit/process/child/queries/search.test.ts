import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Encoder } from '../../../../../src/analysis/document/encoder.ts';
import { sentencesOf } from '../../../../../src/analysis/document/segments.ts';
import { StaticEncoder } from '../../../../../src/analysis/document/static-encoder.ts';
import { encodeVectors, VECTORS_FILE } from '../../../../../src/report/vectors-file.ts';
import { SemanticSearch } from '../../../../../src/process/child/queries/search.ts';
import { MODELS } from '../../../support/paths.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { sampleTexts } from '../../../support/texts.ts';

test.each(['full', 'fast'] as const)(
  'a query in words finds the texts about it, by the encoder that the analysis used: %s',
  async (tier) => {
    const encoder = await (tier === 'fast' ? StaticEncoder : Encoder).load(MODELS);
    const jobFolder = temporaryFolder();
    const texts = sampleTexts();
    writeFileSync(
      path.join(jobFolder, VECTORS_FILE),
      encodeVectors(
        tier,
        await Promise.all(
          texts.map(async (text, place) => ({ place, vector: await encoder.embed(text, sentencesOf(text)) })),
        ),
      ),
    );
    const search = new SemanticSearch(MODELS);
    const [first, second] = (await search.search({ jobFolder, query: 'bees making honey in a hive' })).matches;
    for (const match of [first!, second!]) expect(texts[match.document]).toMatch(/\b(bees?|hives?|honey)\b/i);
    expect((await search.search({ jobFolder, query: 'riding a bicycle to work', limit: 3 })).matches).toHaveLength(3);
    expect((await search.search({ jobFolder, query: ' ' })).matches).toEqual([]);
  },
);

test('an analysis that was run again in its place is searched as it is now', async () => {
  const encoder = await StaticEncoder.load(MODELS);
  const jobFolder = temporaryFolder();
  const write = (texts: readonly string[]) =>
    writeFileSync(
      path.join(jobFolder, VECTORS_FILE),
      encodeVectors(
        'fast',
        texts.map((text, place) => ({ place, vector: encoder.embed(text, sentencesOf(text)) })),
      ),
    );
  const search = new SemanticSearch(MODELS);
  write(['Bees make honey.', 'The train is late.']);
  expect((await search.search({ jobFolder, query: 'honey' })).matches[0]?.document).toBe(0);
  write(['The train is late.', 'School begins at nine.', 'Bees make honey.']);
  expect((await search.search({ jobFolder, query: 'honey' })).matches[0]?.document).toBe(2);
});

test('an analysis without vectors says what to do', async () => {
  await expect(
    new SemanticSearch(MODELS).search({ jobFolder: temporaryFolder(), query: 'bees' }),
  ).rejects.toMatchObject({ code: 'no-vectors', message: expect.stringContaining('Run it again.') as string });
});
