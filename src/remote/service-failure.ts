import { messageOf } from '../protocol/message-of.ts';
import { AnalyzerError } from '../process/host/client.ts';

/** A server could not be asked, or did not do what it was asked to; `message` is for people. */
export class ServiceFailure extends AnalyzerError {
  constructor(
    message: string,
    /** Of its answer; 0 where there was none. */
    readonly status: number,
    /** Whether it may be otherwise in a while. */
    readonly passing: boolean,
    /** After so long, where it said so. */
    readonly retryAfterMs?: number,
  ) {
    super('internal', message);
  }
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/;
const NO_TLS = /WRONG_VERSION_NUMBER|EPROTO|PACKET_LENGTH_TOO_LONG/;

/** Why there was no answer. */
export function connectionFailure(url: string, error: unknown): ServiceFailure {
  const code = codeOf(error) ?? messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
  if (CERTIFICATE.test(code)) return new ServiceFailure(`The certificate of ${url} is not trusted (${code}), and nothing was sent. Have whoever runs the server give it a valid one, or have its authority installed on this machine.`, 0, false);
  if (NO_TLS.test(code)) return new ServiceFailure(`${url} does not speak TLS (${code}). Ask whoever runs the server for its address, and set ghostwriter.server.url to it.`, 0, false);
  return new ServiceFailure(`${url} could not be reached (${code}). Check that the server runs and that ghostwriter.server.url names it, then resume; or clear that setting to analyse on this machine.`, 0, true);
}

/** Why an answer is not what was asked for. */
export async function refusal(url: string, response: Response): Promise<ServiceFailure> {
  const { status } = response;
  const said = await response.text().then(messageIn, () => undefined);
  if (status === 401) return new ServiceFailure(`${url} asks for a token, or does not know the one that is kept here. Run Ghost-Writer: Set Server Token…, then resume.`, status, false);
  if (said === undefined) return new ServiceFailure(`${url} answered ${status}, and not as a Ghost-Writer server does. Check ghostwriter.server.url.`, status, status >= 502 && status <= 504);
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return new ServiceFailure(`${url}: ${said}`, status, status === 429 || (status >= 502 && status <= 504), seconds > 0 ? seconds * 1000 : undefined);
}

function messageIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string' ? value.message.slice(0, 1000) : undefined;
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
