import { describe, expect, test } from 'vitest';
import { labelClusters } from '../../../../src/analysis/corpus/labels.ts';
import { tfIdf } from '../../../../src/analysis/corpus/tf-idf.ts';
import { termCounts } from '../../../../src/analysis/document/terms.ts';
import { counted } from '../../support/terms.ts';

const labels = (documents: readonly string[], ...members: number[][]) =>
  labelClusters(tfIdf(documents.map(counted)), members);

describe('the label of a cluster', () => {
  test('is made of the terms that set it apart, strongest first', () => {
    const documents = [
      'bee hive honey school',
      'bee hive school',
      'bee honey school',
      'road wheel school',
      'road wheel car school',
      'road car school',
    ];
    const [bees, roads] = labels(documents, [0, 1, 2], [3, 4, 5]);
    expect(bees?.terms).toEqual(['bee', 'hive', 'honey']);
    expect(bees?.label).toBe('bee · hive · honey');
    expect(roads?.terms[0]).toBe('road');
  });

  test('leaves out a term that is as common elsewhere', () => {
    const [first] = labels(['bee school', 'bee school', 'road school', 'road school'], [0, 1], [2, 3]);
    expect(first?.terms).toEqual(['bee']);
  });

  test('is not made of numbers', () => {
    const [first] = labels(['nine 1940s sleep', 'nine 1940s sleep', 'nine road', 'road'], [0, 1], [2, 3]);
    expect(first?.terms).toEqual(['sleep']);
  });

  test('begins with what stands more often, among terms of equally many documents', () => {
    const [first] = labels(['hive bee bee bee', 'hive bee', 'road'], [0, 1], [2]);
    expect(first?.terms).toEqual(['bee', 'hive']);
  });

  test('counts a term once a document, so that a repetitive one cannot name its cluster', () => {
    const [first] = labels(['spam spam spam spam bee', 'bee', 'bee', 'road', 'road'], [0, 1, 2], [3, 4]);
    expect(first?.terms).toEqual(['bee']);
  });

  test('names singular and plural once', () => {
    const [first] = labels(['flower flowers bee', 'flower flowers bee', 'flower bee', 'road'], [0, 1, 2], [3]);
    expect(first?.terms).toEqual(['bee', 'flower']);
  });

  test('is empty where nothing sets the cluster apart', () => {
    expect(labels(['', '', 'a b'], [0, 1], [2])[0]).toEqual({ label: '', terms: [] });
  });

  test('of the only cluster is made of its most common terms', () => {
    expect(labels(['bee hive', 'bee hive', 'bee road'], [0, 1, 2])[0]?.terms).toEqual(['bee', 'hive']);
  });

  test('has at most three of at most eight terms', () => {
    const many = Array.from({ length: 20 }, (_, i) => `term${String.fromCharCode(97 + i)}`).join(' ');
    const [first] = labels([many, many, 'x', 'x'], [0, 1], [2, 3]);
    expect(first?.terms).toHaveLength(8);
    expect(first?.label.split(' · ')).toHaveLength(3);
  });
});

describe('stop words', () => {
  const german = [
    'Der Bäcker knetet den Teig, und die Hefe geht auf, weil er ihn nicht zu kalt stellt. Das Brot war mit dem Roggen auch am Abend noch gut.',
    'Die Bäckerin hat den Teig und die Hefe am Morgen gemischt, denn das Brot soll vor dem Mittag aus dem Ofen kommen, und es war wie immer warm.',
    'Mit der Hefe und dem Teig kann man auch ein Brot ohne Roggen backen, aber es wird nicht so fest, wie es der Bäcker von seinem Vater kennt.',
  ];
  const spanish = [
    'El puerto se queda vacío dos veces al día y los barcos descansan en el barro como perros que no quieren trabajar por la tarde.',
    'La marea y la luna mueven los barcos del puerto, y el pescador sabe que no es dueño de su tiempo sino de la mitad de él.',
    'En el puerto los barcos esperan la marea, y la luna no les pregunta nada a los que viven de ella en la orilla.',
  ];
  const chinese = [
    '面包需要面粉和酵母，面团要慢慢发酵。我们的面包在炉子里烤得很香，他们都说好吃。',
    '酵母使面团变大，面粉和水做成的面包是我们的早饭，这也是因为面团发酵了。',
    '他们用面粉做面团，在炉子里烤面包，酵母是最重要的，如果没有它就不能发酵。',
  ];

  test('of the language that a document is written in name no cluster', () => {
    const named = labelClusters(tfIdf([...german, ...spanish, ...chinese].map(termCounts)), [
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
    ]).map(({ terms }) => terms);
    expect(named[0]).toEqual(expect.arrayContaining(['teig', 'hefe', 'brot']));
    expect(named[1]).toEqual(expect.arrayContaining(['puerto', 'barcos', 'luna']));
    expect(named[2]).toEqual(expect.arrayContaining(['面包', '酵母']));
    const grammar = [
      'der',
      'die',
      'das',
      'und',
      'den',
      'dem',
      'nicht',
      'war',
      'auch',
      'wie',
      'mit',
      'los',
      'que',
      'el',
      'la',
      'no',
      'en',
      'de',
      '我们',
      '他们',
      '因为',
      '如果',
    ];
    expect(named.flat().filter((term) => grammar.includes(term))).toEqual([]);
  });

  test('of another language are words like any other', () => {
    const [wars] = labels(
      ['war die mine soldier', 'war die soldier', 'war die trench', ...german],
      [0, 1, 2],
      [3, 4, 5],
    );
    expect(wars?.terms).toEqual(expect.arrayContaining(['war', 'die']));
  });
});
