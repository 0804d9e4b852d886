import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ReportedCharge, SandboxReport } from '../../src/capabilities/billing/gateways/sandbox-report';
import type { Fault } from '../../src/capabilities/billing/gateways/sandbox-faults';
import { BUSINESS_TIME_HEADER } from '../../src/capabilities/billing/gateways/sandbox-wire';
import { serveSandboxGateway, type SandboxServer } from '../../src/capabilities/billing/gateways/sandbox-server';

const SECRET = 'the secret of the test sandbox';
/** Long enough for a busy machine, short enough for the tokens that never answer. */
const TIMEOUT_MS = 600;

/** A notification on its way from the sandbox to the world's server. */
export interface Delivery {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * A sandbox gateway with its own file and port, and the road that its notifications take to the world's server: a test may hold
 * them back, and bring old ones again.
 */
export class SandboxBench {
  /** Every notification that passed, oldest first. */
  readonly deliveries: Delivery[] = [];
  private target = '';
  private road: Promise<void> = Promise.resolve();
  private openRoad: () => void = () => undefined;

  private constructor(
    private readonly sandbox: SandboxServer,
    private readonly forwarder: Server,
  ) {}

  static async start(folder: string): Promise<SandboxBench> {
    const sandbox = await serveSandboxGateway({
      port: 0,
      file: join(folder, 'sandbox', 'ledger.jsonl'),
      secret: SECRET,
      die: () => undefined,
      notifications: { firstPauseMs: 20 },
    });
    const forwarder = createServer((request, response) => {
      void buffer(request).then(async (body) => {
        const status = await bench.pass({ path: request.url ?? '', headers: request.headers, body });
        response.writeHead(status).end();
      });
    });
    const bench = new SandboxBench(sandbox, forwarder);
    await new Promise<void>((resolve) => forwarder.listen(0, '127.0.0.1', resolve));
    return bench;
  }

  /** What the world's configuration must say. */
  get env(): NodeJS.ProcessEnv {
    const { port } = this.forwarder.address() as AddressInfo;
    return {
      SANDBOX_GATEWAY_URL: this.sandbox.url,
      SANDBOX_GATEWAY_SECRET: SECRET,
      GATEWAY_TIMEOUT_MS: String(TIMEOUT_MS),
      GATEWAY_CALLBACK_URL: `http://127.0.0.1:${port}`,
    };
  }

  /** From now on notifications go to this server. */
  notify(baseUrl: string): void {
    this.target = baseUrl;
  }

  /** Keeps notifications on the road until `release`. */
  hold(): void {
    this.road = new Promise((resolve) => (this.openRoad = resolve));
  }

  release(): void {
    this.openRoad();
  }

  /** The notifications about a charge that have arrived, once there are `count`. */
  async arrived(key: string, count = 1): Promise<Delivery[]> {
    for (let patience = 500; patience > 0; patience -= 1) {
      const ours = this.deliveries.filter(({ body }) => body.includes(JSON.stringify(key)));
      if (ours.length >= count) return ours;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`waited in vain for ${count} notifications of ${key}`);
  }

  /** Posts a notification to the world's server; returns the status of its answer. */
  async deliver({ path, headers, body }: Delivery): Promise<number> {
    const { host: _host, connection: _connection, 'content-length': _length, ...kept } = headers;
    const answer = await fetch(this.target + path, { method: 'POST', headers: kept as Record<string, string>, body: new Uint8Array(body) });
    await answer.arrayBuffer();
    return answer.status;
  }

  /** What the gateway believes of a tenant's money. */
  async charges(tenantId: string): Promise<ReportedCharge[]> {
    return (await this.report()).charges.filter(({ metadata }) => metadata.tenantId === tenantId);
  }

  async report(): Promise<SandboxReport> {
    return (await (await this.ask('GET', '/ledger')).json()) as SandboxReport;
  }

  /** Something that goes wrong with the next request that fits. */
  async arm(fault: Fault): Promise<void> {
    await this.ask('POST', '/faults', fault);
  }

  async disarm(): Promise<void> {
    await this.ask('DELETE', '/faults');
  }

  /** The customer's part in a payment that requires an action. */
  async decide(actionUrl: string, verdict: 'approve' | 'decline'): Promise<void> {
    const answer = await fetch(`${actionUrl}/${verdict}`, { method: 'POST' });
    if (!answer.ok) throw new Error(`${verdict} was answered with ${answer.status}`);
  }

  /** The bank's part in a transfer. */
  async transfer(reference: string, verdict: 'settle' | 'fail'): Promise<void> {
    await this.ask('POST', `/transfers/${reference}/${verdict}`);
  }

  /** The bank's part in a dispute; returns its reference. */
  async dispute(chargeReference: string, terms: { reason?: string; amountMinor?: string } = {}): Promise<string> {
    const answer = await this.ask('POST', `/charges/${chargeReference}/dispute`, terms);
    return ((await answer.json()) as { reference: string }).reference;
  }

  async decideDispute(reference: string, verdict: 'win' | 'lose'): Promise<void> {
    await this.ask('POST', `/disputes/${reference}/${verdict}`);
  }

  /** Somebody refunds at the gateway's own desk, past us. */
  async refundBeside({ reference, currency, at }: ReportedCharge, amountMinor: string): Promise<void> {
    await this.ask('POST', '/refunds', { key: `beside:${reference}`, chargeReference: reference, amount: { amountMinor, currency } }, at);
  }

  async close(): Promise<void> {
    this.release();
    await this.sandbox.close();
    this.forwarder.closeAllConnections();
    await new Promise((resolve) => this.forwarder.close(resolve));
  }

  private async pass(delivery: Delivery): Promise<number> {
    await this.road;
    try {
      const status = await this.deliver(delivery);
      this.deliveries.push(delivery);
      return status;
    } catch {
      // The server is not there (yet, or any more): the sandbox tries again.
      return 502;
    }
  }

  private async ask(method: string, path: string, body?: object, at?: string): Promise<Response> {
    const headers = {
      authorization: `Bearer ${SECRET}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(at && { [BUSINESS_TIME_HEADER]: at }),
    };
    const answer = await fetch(this.sandbox.url + path, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the sandbox answered ${path} with ${answer.status}`);
    return answer;
  }
}
