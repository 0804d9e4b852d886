import { SECOND_MS } from '../../../kernel/clock';
import { GatewayUnreachable } from './gateway';
import type { AuthorizingGateway } from './gateway';
import { Silence } from './sandbox-faults';
import type { SandboxLedger } from './sandbox-ledger';
import { toChargeOutcome } from './sandbox-outcome';
import { readNotification } from './sandbox-signature';

export interface EmbeddedOptions {
  /** For notifications, when a notifier is started for the ledger. */
  readonly secret?: string;
  /** How long the silent tokens are silent. */
  readonly timeoutMs?: number;
  /** What the addresses in REQUIRES_ACTION begin with. Nothing is served there. */
  readonly actionsUrl?: string;
}

/** The sandbox in this process: the same ledger and the same answers, without a network in between. For benchmarks and tests. */
export function embeddedSandboxGateway(ledger: SandboxLedger, options: EmbeddedOptions = {}): AuthorizingGateway {
  const { secret = 'embedded', timeoutMs = 10 * SECOND_MS, actionsUrl = 'http://sandbox.invalid/actions' } = options;
  const inTime = <Answer>(answer: Promise<Answer>): Promise<Answer> => withinMs(timeoutMs, answer);
  return {
    name: 'sandbox',
    attach: (request) => inTime(ledger.attach(request)),
    charge: async (request) => toChargeOutcome(await inTime(ledger.charge(request)), actionsUrl),
    refund: (request) => inTime(ledger.refund(request)),
    authorize: async (request) => toChargeOutcome(await inTime(ledger.authorize(request)), actionsUrl),
    capture: async (request) => toChargeOutcome(await inTime(ledger.capture(request)), actionsUrl),
    void: (request) => inTime(ledger.void(request)),
    async lookup(request) {
      const found = await inTime(ledger.lookup(request));
      return 'status' in found ? found : toChargeOutcome(found, actionsUrl);
    },
    verifyNotification: async (headers, rawBody) => readNotification(secret, headers, rawBody),
  };
}

/** Gives up as a client on the network does: whatever it waits for may still happen. */
async function withinMs<Answer>(timeoutMs: number, answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new GatewayUnreachable('The gateway did not answer.')), timeoutMs);
    answer.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        if (error instanceof Silence) return;
        clearTimeout(timer);
        reject(error as Error);
      },
    );
  });
}
