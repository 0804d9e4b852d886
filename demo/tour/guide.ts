import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TypedDocumentString } from '../../tests/generated/graphql';

export interface Caller {
  readonly apiKey: string;
  readonly accessToken?: string;
}

const PATIENCE_MS = 20_000;

/** Something was not as the tour expects it. */
export class TourError extends Error {}

export function expectThat(isSo: boolean, what: string): void {
  if (!isSo) throw new TourError(what);
}

/** A client that shows everything that it does. */
export class Guide {
  constructor(
    private readonly urls: { readonly url: string; readonly wsUrl: string },
    private readonly print: (text: string) => void,
  ) {}

  heading(text: string): void {
    this.print(`\n== ${text}`);
  }

  say(text: string): void {
    this.print(`   ${text}`);
  }

  /** Sends one operation and prints it with its answer. Throws for errors, userErrors included. */
  async ask<Result, Variables extends object>(
    caller: Caller,
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    const response = await fetch(this.urls.url, {
      method: 'POST',
      headers: headersOf(caller),
      body: JSON.stringify({ query: document.toString(), variables }),
    });
    const answer = (await response.json()) as { data?: Result; errors?: unknown };
    this.print(`-> ${nameOf(document)} ${shorten(variables)}`);
    this.print(`<- ${shorten(answer.errors ?? answer.data)}`);
    expectThat(!answer.errors && answer.data != null, `${nameOf(document)} was answered with errors`);
    const [payload] = Object.values(answer.data as Record<string, { userErrors?: unknown[] } | null>);
    expectThat(!payload?.userErrors?.length, `${nameOf(document)} was refused: ${JSON.stringify(payload?.userErrors)}`);
    return answer.data!;
  }

  /** Subscribes; every frame is printed as it arrives. */
  async follow<Result, Variables extends object>(
    caller: Caller,
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): Promise<Following<Result>> {
    const following = new Following<Result>(nameOf(document), this.print);
    await following.start(this.urls.wsUrl, caller, { query: document.toString(), variables: variables as Record<string, unknown> });
    return following;
  }
}

/** A running subscription. */
export class Following<Result> {
  readonly frames: Result[] = [];
  private client: Client | null = null;
  private socket: WebSocket | null = null;
  private failure: unknown = null;

  constructor(
    private readonly name: string,
    private readonly print: (text: string) => void,
  ) {}

  async start(url: string, { apiKey, accessToken }: Caller, payload: { query: string; variables: Record<string, unknown> }): Promise<void> {
    this.client = createClient({ url, webSocketImpl: WebSocket, lazy: false, retryAttempts: 0, connectionParams: { apiKey, accessToken }, onNonLazyError: () => undefined });
    const connected = new Promise<void>((resolve, reject) => {
      this.client!.on('connected', (socket) => {
        this.socket = socket as WebSocket;
        resolve();
      });
      this.client!.on('closed', () => reject(new TourError(`${this.name}: the socket was refused`)));
    });
    this.client.subscribe<Result>(payload, {
      next: ({ data, errors }) => {
        this.print(`~> ${this.name} ${shorten(errors ?? data)}`);
        if (errors) this.failure = errors;
        else this.frames.push(data as Result);
      },
      error: (error) => (this.failure ??= error),
      complete: () => undefined,
    });
    await connected;
  }

  /** Waits until a frame fits; the tour fails when none comes. */
  async until(what: string, fits: (frames: readonly Result[]) => boolean): Promise<void> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (!fits(this.frames)) {
      expectThat(performance.now() < giveUpAt, `waited in vain for ${what} (${JSON.stringify(this.failure ?? this.frames)})`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** As a lost network does it: the socket is gone without a word. */
  drop(): void {
    this.socket?.terminate();
  }

  async stop(): Promise<void> {
    await this.client?.dispose();
  }
}

function headersOf({ apiKey, accessToken }: Caller): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-api-key': apiKey,
    ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
  };
}

function nameOf(document: { toString(): string }): string {
  return /(?:query|mutation|subscription)\s+(\w+)/.exec(document.toString())?.[1] ?? 'anonymous';
}

/** Passwords and tokens stay out of a log that people share. */
function shorten(value: unknown): string {
  const text = JSON.stringify(value, (key, entry: unknown) => (/password|token$/i.test(key) && key !== 'token' ? '…' : entry));
  return text.length > 700 ? `${text.slice(0, 700)} …` : text;
}
