import { describe, expect, test } from 'vitest';
import { declarations } from '../../../../src/analysis/document/declarations.ts';
import { processorTime } from '../../support/processor-time.ts';

const ESSAY =
  'The quay at Holm is empty twice a day. My aunt said that a fisher owns half of the time, and the moon the rest. I walked there for an hour.';
const found = (text: string) => declarations(text).map(({ start, end }) => text.slice(start, end));

const DECLARATIONS = [
  'I declare that this essay is my own work, that I have not used sources other than those given, and that I have not handed in this text in any other course.',
  'I, Ada Lind, student number 10077, hereby certify that this is my own unaided work and that all sources have been acknowledged.',
  'By submitting this paper I affirm that I have neither given nor received unauthorized aid. I know what plagiarism is.',
  'Hiermit erkläre ich, dass ich die vorliegende Arbeit selbstständig verfasst und keine anderen als die angegebenen Quellen und Hilfsmittel benutzt habe. Alle wörtlich oder sinngemäß entnommenen Stellen sind kenntlich gemacht.',
  "Je soussigné déclare sur l'honneur que ce travail est le fruit de mon travail personnel et que toutes les citations sont signalées.",
  'Declaro que este ensayo es un trabajo original y propio y que he citado todas las fuentes que he usado.',
  'Dichiaro che questo testo è un lavoro originale e che ho citato tutte le fonti.',
  'Hierbij verklaar ik dat dit eigen werk is en dat alle bronnen zijn vermeld.',
  'Oświadczam, że praca została napisana samodzielnie i że podano wszystkie źródła.',
  'Я подтверждаю, что работа выполнена самостоятельно и что все источники указаны.',
  '本人郑重声明：本文由本人独立完成，没有抄袭他人成果，引用之处均已注明。',
];

test.each(DECLARATIONS)('%j is a declaration', (declaration) => {
  expect(found(`${declaration}\n\n${ESSAY}`)).toEqual([declaration]);
  expect(found(`${ESSAY}\n\n${declaration}\n`)).toEqual([declaration]);
});

test('its title and its lines belong to it, the essay below does not', () => {
  const lines =
    'Declaration of originality\n\nI declare that this essay is my own work,\nthat I have not used sources other than those given,\nand that it was not handed in before.';
  expect(found(`Ada Lind\n\n${lines}\n\n${ESSAY}`)).toEqual([lines]);
});

describe('is none', () => {
  test.each([
    'I declare that the quay at Holm is the finest of all, and whoever says otherwise has never stood there in the morning.',
    'Plagiarism is a breach of academic integrity. Universities say that all sources have to be acknowledged, and that work has to be original work. I think that is right, and I confirm it.'.replace(
      'I confirm it',
      'so it should be',
    ),
    'The minister declared that the harbour is closed.',
  ])('%j', (text) => {
    expect(found(`${text}\n\n${ESSAY}`)).toEqual([]);
  });

  test('a whole essay behind a few words of one', () => {
    expect(found(`I declare that this is my own work. ${`${ESSAY} `.repeat(6)}`)).toEqual([]);
  });
});

test('takes no time on a text of nothing else', () => {
  const begin = processorTime();
  for (const part of ['I declare ', 'I declare\n', 'declar', 'ich erkläre, ', 'I '.repeat(50)])
    declarations(part.repeat(100_000 / part.length));
  expect(processorTime() - begin).toBeLessThan(5_000);
});
