import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { outsideMessage } from './outside-error.ts';
import { Problem, PROBLEM_STATUSES } from './problem.ts';
import { StoreFailure } from './store/store-failure.ts';

/** The one form of everything that is no success. */
export interface ProblemBody {
  readonly statusCode: number;
  readonly code: string;
  readonly message: string;
}

const NO_BODY =
  'Uploads are multipart/form-data, to /api/batch/upload; all other requests need no body: leave it out, and Content-Type with it.';

/** What is said of errors of the framework, by its codes and by ours. */
const FRAMEWORK: Readonly<Record<string, readonly [code: string, message: string]>> = {
  FST_ERR_BAD_URL: [
    'bad-address',
    'This address cannot be understood: it holds a % that begins no character. The interface is described at /api/docs.',
  ],
  FST_ERR_MAX_PARAM_LENGTH: [
    'address-too-long',
    'A part of this address is too long. The interface is described at /api/docs.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['bad-type', `A body of this type is not taken. ${NO_BODY}`],
  FST_ERR_CTP_BODY_TOO_LARGE: ['body-too-large', `The body is larger than this address takes. ${NO_BODY}`],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad-body', `The body is not JSON, as its header says. ${NO_BODY}`],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad-body', `The body is empty, and its header says JSON. ${NO_BODY}`],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad-body', `The body has another length than its header says. ${NO_BODY}`],
  FST_FIELDS_LIMIT: [
    'too-many-fields',
    'The upload has too many fields. Beside the files send name and options alone.',
  ],
  FST_PARTS_LIMIT: ['too-many-files', 'The upload has more parts than a batch may have. Upload it as several batches.'],
  FST_FILES_LIMIT: [
    'too-many-files',
    'The upload has more files than a batch may have. Upload them as several batches.',
  ],
  FST_PROTO_VIOLATION: [
    'bad-multipart',
    'A field of the upload has a name that is not taken. Beside the files send name and options alone.',
  ],
};

/** Where a file is asked for in a way that it is not given. */
const OF_FILES: Readonly<Record<number, readonly [code: string, message: string]>> = {
  403: [
    'not-served',
    'Of files only the scripts and styles of the pages are served. The interface is described at /api/docs.',
  ],
  412: ['not-met', 'A condition in the headers (If-Match, If-Unmodified-Since) is not met. Ask without it.'],
  416: ['no-such-range', 'This file has no such part. Ask without the header Range.'],
};

/** What a client is told of an error: what it can do about it, and nothing of where anything lies. */
export function problemOf(error: Error): ProblemBody {
  if (error instanceof Problem)
    return { statusCode: error.statusCode, code: error.code, message: outsideMessage(error.message) };
  if (error instanceof StoreFailure)
    return {
      statusCode: 503,
      code: 'store',
      message: 'The server does not get at its store. Try again in a minute; its log says why.',
    };
  if (hasZodFastifySchemaValidationErrors(error))
    return {
      statusCode: 400,
      code: 'bad-request',
      message: `${error.validation.map(({ instancePath, message }) => `${instancePath.slice(1) || 'The request'}: ${message ?? 'wrong'}`).join('; ')}. The interface is described at /api/docs.`,
    };
  const { statusCode, code } = error as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    const [ours, message] = FRAMEWORK[code ?? ''] ??
      OF_FILES[statusCode] ?? [
        'refused',
        `${(PROBLEM_STATUSES as Readonly<Record<number, string>>)[statusCode] ?? 'The request cannot be answered as it was asked.'} The interface is described at /api/docs.`,
      ];
    return { statusCode, code: ours, message };
  }
  if (code === 'ENOSPC') return { statusCode: 507, code: 'disk-full', message: 'The disk of the server is full.' };
  // A path that a client gave is longer than the system takes.
  if (code === 'ENAMETOOLONG')
    return {
      statusCode: 400,
      code: 'name-too-long',
      message: 'A name in this request is longer than the server can keep. Shorten it.',
    };
  return { statusCode: 500, code: 'internal', message: 'The server failed to answer this. Its log says why.' };
}
