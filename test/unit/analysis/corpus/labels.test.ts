import { describe, expect, test } from 'vitest';
import { labelClusters } from '../../../../src/analysis/corpus/labels.ts';
import { tfIdf } from '../../../../src/analysis/corpus/tf-idf.ts';
import { counted } from '../../support/terms.ts';

const labels = (documents: readonly string[], ...members: number[][]) => labelClusters(tfIdf(documents.map(counted)), members);

describe('the label of a cluster', () => {
  test('is made of the terms that set it apart, strongest first', () => {
    const documents = ['bee hive honey school', 'bee hive school', 'bee honey school', 'road wheel school', 'road wheel car school', 'road car school'];
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
