/** The store could not be worked with; `message` is for people, and holds no key. */
export class StoreFailure extends Error {
  /** @param passing whether it may be over in a while, as an outage is: what is waiting may wait on */
  constructor(
    message: string,
    readonly passing: boolean,
  ) {
    super(message);
  }
}

/** Names that S3, what speaks like it, and the client have for a key that is refused. */
const REFUSED = new Set([
  'AccessDenied',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'InvalidToken',
  'AllAccessDisabled',
  'Forbidden',
  'Unauthorized',
]);

/** Of connections that do not come about or break off: by Node.js, and by the client. */
const NO_ANSWER =
  /^(ECONN|EPIPE$|ETIMEDOUT$|ENOTFOUND$|EAI_|EHOST|ENET|TimeoutError$|RequestTimeout|ServiceUnavailable$|SlowDown$|InternalError$|UND_ERR)/;

/**
 * What to say of an error of the client: the thing, the reason, what to do next. The error itself goes no further: it holds the id of the key, and what was signed.
 *
 * @returns the error as it is where it is none of the client's or the network's
 */
export function storeFailure(error: unknown, bucket: string, endpoint: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreFailure) return error;
  const { name, code, $metadata } = error as Error & {
    readonly code?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  if (name === 'NoSuchBucket')
    return new StoreFailure(
      `There is no bucket ${bucket} at ${endpoint}. Make it, or name another one with --store.`,
      false,
    );
  if (REFUSED.has(name) || status === 401 || status === 403)
    return new StoreFailure(
      `The store at ${endpoint} refuses the key (${name}). Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and whether that key may list, read, write and delete in the bucket ${bucket}.`,
      false,
    );
  if (name === 'CredentialsProviderError')
    return new StoreFailure(
      'There is no key for the store. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.',
      false,
    );
  if (/region is missing/i.test(error.message))
    return new StoreFailure('It is not known in which region the bucket is. Set AWS_REGION in the environment.', false);
  if (code === 'ERR_INVALID_URL' || /invalid (url|endpoint)/i.test(error.message))
    return new StoreFailure('AWS_ENDPOINT_URL is no address. Give one such as https://s3.example:9000.', false);
  const reason = code ?? name;
  if (NO_ANSWER.test(reason) || (status ?? 0) >= 500 || error.message === 'aborted')
    return new StoreFailure(
      `The store at ${endpoint} does not answer (${reason}). Look whether it runs and can be reached from this machine, and whether AWS_ENDPOINT_URL is its address.`,
      true,
    );
  if ($metadata !== undefined)
    return new StoreFailure(
      `The store at ${endpoint} failed at the bucket ${bucket} (${name}${status === undefined ? '' : `, ${status}`}). Its own log says why.`,
      false,
    );
  return error;
}
