import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Variables } from './client';
import type { Caller } from './shop';

const PATIENCE_MS = 10_000;

// What is subscribed to is written in the test itself, so its shape is known there and nowhere else.
type Frame = any;

/** A running subscription, as a client sees it. */
export class Listener {
  readonly received: Frame[] = [];
  /** Why the socket closed, once it has. */
  closed: { code: number; reason: string } | null = null;
  error: unknown = null;
  private wake: () => void = () => undefined;

  constructor(private readonly client: Client) {}

  take(frame: Frame): void {
    this.received.push(frame);
    this.wake();
  }

  end(change: Partial<Pick<Listener, 'closed' | 'error'>>): void {
    Object.assign(this, change);
    this.wake();
  }

  /** The frames received so far, once there are at least `count`. */
  async next(count: number): Promise<Frame[]> {
    await this.until(() => this.received.length >= count);
    return this.received;
  }

  async until(isTrue: () => boolean): Promise<void> {
    const deadline = setTimeout(() => this.wake(), PATIENCE_MS);
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (!isTrue()) {
      if (performance.now() >= giveUpAt) {
        throw new Error(`waited in vain; received ${JSON.stringify(this.received)}, error ${JSON.stringify(this.error)}, closed ${JSON.stringify(this.closed)}`);
      }
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    clearTimeout(deadline);
  }

  async stop(): Promise<void> {
    await this.client.dispose();
  }
}

/** Subscribes and returns once the server has accepted the connection. */
export async function listen(url: string, query: string, variables: Variables, caller: Caller): Promise<Listener> {
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
    connectionParams: { apiKey: caller.apiKey, ...(caller.accessToken ? { accessToken: caller.accessToken } : {}) },
    onNonLazyError: () => undefined,
  });
  const listener = new Listener(client);
  client.on('closed', (event) => {
    const { code, reason } = event as { code: number; reason: string };
    listener.end({ closed: { code, reason } });
  });
  const connected = new Promise<void>((resolve) => {
    client.on('connected', () => resolve());
    client.on('closed', () => resolve());
  });
  client.subscribe({ query, variables }, { next: (frame) => listener.take(frame), error: (error) => listener.end({ error }), complete: () => undefined });
  await connected;
  return listener;
}
