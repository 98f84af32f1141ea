/** What moved a document's AI probability, computed from the detector's own weights. */
export interface Explanation {
  /** Phrases that make it likelier that a machine wrote the text, strongest first. */
  readonly raising: readonly Cue[];
  /** Phrases that make it less likely, strongest first. */
  readonly lowering: readonly Cue[];
  /** What the style of the whole text adds to the log-odds: rhythm of the sentences, variety and rarity of the words, whatever they are. Absent in answers of earlier versions. */
  readonly style?: number;
  /** What each segment adds to the log-odds, in their order. */
  readonly passages: readonly { readonly start: number; readonly end: number; readonly influence: number }[];
}

/** A word that carries meaning, or several in a row of which one does. */
export interface Cue {
  /** As the detector counts it: in lower case, marks of one kind. */
  readonly phrase: string;
  /** Where it first occurs in the text, in UTF-16 code units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** How often it occurs. */
  readonly count: number;
  /** What all its occurrences add to the log-odds: positive towards a machine. */
  readonly influence: number;
}
