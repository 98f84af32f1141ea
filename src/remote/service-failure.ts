import { messageOf } from '../protocol/message-of.ts';
import { AnalyzerError } from '../process/host/client.ts';
import { type Notice, notice } from '../report/notice.ts';

/** A server could not be asked, or did not do what it was asked to; `message` is for people. */
export class ServiceFailure extends AnalyzerError {
  constructor(
    said: Notice,
    /** Of its answer; 0 where there was none. */
    readonly status: number,
    /** Whether it may be otherwise in a while. */
    readonly passing: boolean,
    /** After so long, where it said so. */
    readonly retryAfterMs?: number,
  ) {
    super('internal', said);
  }
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/;
const NO_TLS = /WRONG_VERSION_NUMBER|EPROTO|PACKET_LENGTH_TOO_LONG/;

/** Why there was no answer. */
export function connectionFailure(url: string, error: unknown): ServiceFailure {
  const code = codeOf(error) ?? messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
  if (CERTIFICATE.test(code)) return new ServiceFailure(notice('server-certificate', { url, error: code }), 0, false);
  if (NO_TLS.test(code)) return new ServiceFailure(notice('server-no-tls', { url, error: code }), 0, false);
  return new ServiceFailure(notice('server-unreachable', { url, error: code }), 0, true);
}

/** Why an answer is not what was asked for. */
export async function refusal(url: string, response: Response): Promise<ServiceFailure> {
  const { status } = response;
  const said = await response.text().then(messageIn, () => undefined);
  if (status === 401) return new ServiceFailure(notice('server-token', { url }), status, false);
  if (said === undefined)
    return new ServiceFailure(notice('server-strange', { url, status }), status, status >= 502 && status <= 504);
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return new ServiceFailure(
    notice('server-says', { url, message: said }),
    status,
    status === 429 || (status >= 502 && status <= 504),
    seconds > 0 ? seconds * 1000 : undefined,
  );
}

function messageIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
      ? value.message.slice(0, 1000)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The system's code of what lies below an error, such as `ECONNREFUSED`. */
function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if ('errors' in at && Array.isArray(at.errors) && at.errors.length > 0) at = at.errors[0];
    else at = 'cause' in at ? at.cause : undefined;
  }
  return undefined;
}
