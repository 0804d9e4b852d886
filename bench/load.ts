import { connect, type Socket } from 'node:net';

export interface LoadRequest {
  /** Headers beside those of every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Load {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly seconds: number;
  /** Each connection walks through its share of these, over and over. */
  readonly requests: readonly LoadRequest[];
  /** What every good answer holds. */
  readonly mustContain: string;
  /** Where connections begin to walk, so that slices differ. */
  readonly from: number;
}

export interface LoadResult {
  readonly answered: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
  /** The first wrong answer, cut short. */
  readonly wrong: string | null;
}

/** A closed loop over keep-alive sockets: each sends its next request when the last one was answered. */
export class Socketful {
  private readonly latenciesMs: number[] = [];
  private readonly requests: Buffer[];
  private readonly needle: Buffer;
  private wrong: string | null = null;
  private endsAt = 0;

  constructor(private readonly load: Load) {
    this.needle = Buffer.from(load.mustContain);
    this.requests = load.requests.map((request) => rendered(load, request));
  }

  async run(): Promise<LoadResult> {
    const startedAt = performance.now();
    this.endsAt = startedAt + this.load.seconds * 1_000;
    await Promise.all(Array.from({ length: this.load.connections }, (_none, index) => this.client(index)));
    const { latenciesMs, wrong } = this;
    return { answered: latenciesMs.length, seconds: (performance.now() - startedAt) / 1_000, latenciesMs, wrong };
  }

  private async client(index: number): Promise<void> {
    const { port, connections, from } = this.load;
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    const answers = new Answers(socket);
    for (let turn = from; performance.now() < this.endsAt && !this.wrong; turn += 1) {
      const sentAt = performance.now();
      socket.write(this.requests[(index + turn * connections) % this.requests.length]!);
      const answer = await answers.next();
      this.latenciesMs.push(performance.now() - sentAt);
      if (!this.isGood(answer)) this.wrong = answer.toString('utf8', 0, 600);
    }
    socket.destroy();
  }

  private isGood(answer: Buffer): boolean {
    return answer.subarray(0, 12).equals(OK) && answer.includes(this.needle) && !answer.includes(ERRORS);
  }
}

const OK = Buffer.from('HTTP/1.1 200');
const ERRORS = Buffer.from('"errors":[');
const HEAD_END = Buffer.from('\r\n\r\n');

function rendered({ port, path }: Load, { headers, body }: LoadRequest): Buffer {
  const all = { host: `127.0.0.1:${port}`, 'content-type': 'application/json', accept: 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers };
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
}

/** Cuts what a socket brings into answers by their content-length. */
class Answers {
  private buffered: Buffer = Buffer.alloc(0);
  private take: ((answer: Buffer) => void) | null = null;
  private fail: (error: Error) => void = () => undefined;

  constructor(socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.buffered = this.buffered.length === 0 ? chunk : Buffer.concat([this.buffered, chunk]);
      this.look();
    });
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the server closed the connection')));
  }

  next(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.take = resolve;
      this.fail = reject;
    });
  }

  private look(): void {
    const headEnd = this.buffered.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const [, length] = /content-length: (\d+)/i.exec(this.buffered.toString('latin1', 0, headEnd)) ?? [];
    if (length === undefined) return this.fail(new Error('an answer without content-length'));
    const end = headEnd + HEAD_END.length + Number(length);
    if (this.buffered.length < end) return;
    const answer = this.buffered.subarray(0, end);
    this.buffered = this.buffered.subarray(end);
    this.take?.(answer);
  }
}
