import { describe, expect, test } from 'vitest';
import { Detector } from '../../../../src/analysis/document/detector.ts';
import { unlikeEnglishProse } from '../../../../src/analysis/document/english-prose.ts';
import { MODELS } from '../../support/paths.ts';
import { sampleTexts } from '../../support/texts.ts';

const FOREIGN = {
  French:
    "Ma grand-mère habite une petite maison au bord de la rivière, et chaque été nous allons la voir pendant deux semaines. Le matin, elle prépare du pain et du café, puis nous marchons jusqu'au village pour acheter des légumes. Mon frère préfère rester dans le jardin avec le chien, mais moi, j'aime écouter les histoires que les vieux racontent devant l'église quand il fait beau.",
  German:
    'Meine Großmutter wohnt in einem kleinen Haus am Fluss, und jeden Sommer besuchen wir sie für zwei Wochen. Morgens backt sie Brot und kocht Kaffee, dann gehen wir zusammen ins Dorf und kaufen Gemüse. Mein Bruder bleibt lieber mit dem Hund im Garten, aber ich höre gern den Geschichten zu, die die alten Leute vor der Kirche erzählen, wenn das Wetter schön ist.',
  Spanish:
    'Mi abuela vive en una casa pequeña junto al río, y cada verano vamos a verla durante dos semanas. Por la mañana hace pan y café, y después caminamos hasta el pueblo para comprar verduras. Mi hermano prefiere quedarse en el jardín con el perro, pero a mí me gusta escuchar las historias que cuentan los viejos delante de la iglesia cuando hace buen tiempo.',
  Dutch:
    'Mijn oma woont in een klein huis aan de rivier, en elke zomer gaan we haar twee weken opzoeken. In de ochtend bakt ze brood en zet ze koffie, daarna lopen we samen naar het dorp om groente te kopen. Mijn broer blijft liever met de hond in de tuin, maar ik luister graag naar de verhalen die de oude mensen voor de kerk vertellen als het mooi weer is.',
  Russian:
    'Моя бабушка живёт в маленьком доме у реки, и каждое лето мы ездим к ней на две недели. Утром она печёт хлеб и варит кофе, а потом мы вместе идём в деревню за овощами. Мой брат любит оставаться в саду с собакой, а мне нравится слушать истории, которые старики рассказывают перед церковью, когда стоит хорошая погода. Вечером мы сидим на крыльце и пьём чай.',
};
const TABLE = Array.from(
  { length: 30 },
  (_, i) => `Kettle ${i},steel,litre,${20 + i},warehouse north,shelf ${i % 7}`,
).join('\n');
const CODE = Array.from(
  { length: 12 },
  (_, i) =>
    `export function total${i}(rows: Row[]): number {\n  let sum${i} = 0;\n  for (const row of rows) sum${i} += row.price * row.count;\n  return sum${i};\n}`,
).join('\n');

describe('a text that the detector was not made for', () => {
  test.each(Object.entries(FOREIGN))('is told by its language: %s', (_language, text) => {
    expect(unlikeEnglishProse(text)).toBe('not-english');
  });

  test('is told by its few function words: a table, code', () => {
    expect(unlikeEnglishProse(TABLE)).toBeDefined();
    expect(unlikeEnglishProse(CODE)).toBeDefined();
  });

  test('gets no probability, nor does any part of it, and the reason is given', () => {
    const detector = Detector.load(MODELS);
    expect(detector.score(FOREIGN.French, [{ start: 0, end: 40 }])).toEqual({
      logOdds: null,
      declined: 'not-english',
      segments: [null],
    });
  });
});

describe('English prose', () => {
  test('is never turned away: all samples of enough words', () => {
    expect(
      sampleTexts()
        .map(unlikeEnglishProse)
        .filter((reason) => reason !== undefined),
    ).toEqual([]);
  });

  test('may quote another language', () => {
    expect(unlikeEnglishProse(`${sampleTexts()[0] ?? ''} ${FOREIGN.French.slice(0, 120)}`)).toBeUndefined();
  });
});
