import { GatewayUnreachable } from './gateway';
import { errorFromWire } from './sandbox-errors';
import { BUSINESS_TIME_HEADER, errorAnswer } from './sandbox-wire';

export interface SandboxAddress {
  readonly url: string;
  readonly secret: string;
  /** How long the gateway may take, from the first byte sent to the last received. */
  readonly timeoutMs: number;
}

export interface SandboxRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly at: Date;
  readonly body?: object;
}

export interface SandboxResponse {
  readonly httpStatus: number;
  readonly answer: unknown;
}

/**
 * One request, never repeated here; connections are kept alive by fetch. Throws GatewayUnreachable for everything that leaves
 * open whether it was done, and the port's own errors for a clear no.
 */
export async function askSandbox(address: SandboxAddress, request: SandboxRequest): Promise<SandboxResponse> {
  const { httpStatus, text } = await exchange(address, request);
  // 408 and 429 come from whatever stands in between; a 5xx may follow a charge.
  if (httpStatus >= 500 || httpStatus === 408 || httpStatus === 429) {
    throw new GatewayUnreachable(`The gateway answered with status ${httpStatus}.`);
  }
  const answer = parseJson(text);
  if (httpStatus < 400) return { httpStatus, answer };
  const error = errorAnswer.safeParse(answer);
  if (error.success) throw errorFromWire(error.data);
  return { httpStatus, answer };
}

async function exchange(
  { url, secret, timeoutMs }: SandboxAddress,
  { method, path, at, body }: SandboxRequest,
): Promise<{ httpStatus: number; text: string }> {
  try {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        [BUSINESS_TIME_HEADER]: at.toISOString(),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
      // Whoever could redirect us would get the secret.
      redirect: 'error',
    });
    return { httpStatus: response.status, text: await response.text() };
  } catch (error) {
    throw new GatewayUnreachable('The gateway did not answer.', { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(error);
  }
}

export function unreadable(cause: unknown): GatewayUnreachable {
  return new GatewayUnreachable('The answer of the gateway cannot be read.', { cause });
}
