import type { Config } from '../../platform/config/config';
import { type Finding, messageOf, ok, wrong } from './finding';

const PATIENCE_MS = 3_000;

/** Whether the sandbox gateway is there and knows us by our secret. */
export async function checkGateway({ SANDBOX_GATEWAY_URL: url, SANDBOX_GATEWAY_SECRET: secret }: Config): Promise<Finding> {
  const ask = (path: string) =>
    fetch(new URL(path, url), { headers: { authorization: `Bearer ${secret}` }, signal: AbortSignal.timeout(PATIENCE_MS) });
  try {
    const health = await ask('/health');
    if (!health.ok) return wrong(`The payment gateway at ${url} is not well: it answers ${health.status}.`);
    // Nothing has this key: a gateway that knows us says so, any other does not let us ask.
    const answer = await ask('/charges/by-key/doctor');
    if (answer.status === 401) return wrong(`The payment gateway at ${url} refuses SANDBOX_GATEWAY_SECRET: it must be the same on both sides.`);
    return ok(`The payment gateway answers at ${url}.`);
  } catch (error) {
    return wrong(`The payment gateway at ${url} does not answer (${messageOf(error)}): start it with "perennial sandbox-gateway", or mend SANDBOX_GATEWAY_URL.`);
  }
}
