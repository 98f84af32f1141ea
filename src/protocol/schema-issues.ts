import type { core } from 'zod/mini';
import { en } from 'zod/locales';

/** Given to `parse`, what does not fit is said in words. */
export const IN_WORDS = { error: en().localeError };

/**
 * What does not fit a schema, for people.
 *
 * @param whole what the whole is called, where that does not fit as such
 */
export const issuesText = (error: core.$ZodError, whole: string): string =>
  error.issues.map(({ path, message }) => `${path.join('.') || whole}: ${message}`).join('; ');
