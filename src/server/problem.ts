/** A request that cannot be answered as it was asked; `message` is for people and says what to do next. */
export class Problem extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'Problem';
  }
}

/** What each status of a problem means: for the description of the interface, and `docs/server.md`. */
export const PROBLEM_STATUSES = {
  400: 'The request is wrong, as its message says.',
  401: 'A valid token is needed.',
  403: 'The token does not allow this; or the server has no tokens, and answers its own machine alone.',
  404: 'There is nothing at this address, or no such batch or document of this tenant.',
  405: 'This method is none that the server knows.',
  408: 'The request came in too slowly.',
  409: 'The batch is in a state in which this cannot be done.',
  410: 'What was asked for is gone, or damaged.',
  412: 'A condition in the headers is not met.',
  413: 'The body, a file or a field is larger than it may be, or there are too many.',
  414: 'The address is too long.',
  415: 'The body has a type that is not taken here.',
  416: 'There is no such part of this file.',
  417: 'What the header Expect asks for is not done.',
  429: 'Too many requests, batches or event streams. Wait, and ask again.',
  431: 'The headers are too large.',
  500: 'The server failed. Its log says why.',
  503: 'The server cannot do this at the moment. Ask again in a minute.',
  507: 'The disk of the server is full.',
} as const satisfies Readonly<Record<number, string>>;

export type ProblemStatus = keyof typeof PROBLEM_STATUSES;
