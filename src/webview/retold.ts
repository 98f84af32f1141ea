import { Retelling } from '../report/retelling.ts';
import { words } from './language.ts';

const retelling = new Retelling(words);

/** A message of a report in the page's language, where it is known there. */
export const retold = (message: string): string => retelling.of(message);
