import { setImmediate } from 'node:timers/promises';
import { GatewayUnreachable } from './gateway';
import type { SandboxEntry } from './sandbox-entries';

/** What the journal needs of a file; the real one is in sandbox-journal-file.ts. */
export interface JournalFile {
  append(text: string): Promise<void>;
  /** Returns when all that was appended survives a power cut. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Appends entries to a file, one JSON line each. Requests that arrive while the disk is busy share the next write and its sync
 * (group commit), so the disk's latency bounds the answer's delay, not the throughput.
 *
 * After a failed write nobody knows what the file holds, so nothing is written any more: the program has to be started again.
 */
export class Journal {
  /** How often the disk was asked to make sure. */
  syncCount = 0;
  private lines: string[] = [];
  /** What may not be in the file yet, by its place there. */
  private readonly unsafe = new Map<number, SandboxEntry>();
  /** The batch that is being written, or was last. */
  private current: Promise<void> = Promise.resolve();
  /** The batch that will take `lines`. */
  private forming: Promise<void> | null = null;
  private failure: Error | null = null;

  constructor(
    private readonly file: JournalFile,
    private lengthBytes: number,
  ) {}

  /** Takes an entry and returns its place in the file; it is safe only when a later `synced()` resolves. Throws after a failed write. */
  write(entry: SandboxEntry): number {
    if (this.failure) throw this.failure;
    const place = this.lengthBytes;
    const line = `${JSON.stringify(entry)}\n`;
    this.lines.push(line);
    this.unsafe.set(place, entry);
    this.lengthBytes += Buffer.byteLength(line);
    return place;
  }

  /** The entry at a place, as long as the file may not have it. */
  unsafeAt(place: number): SandboxEntry | undefined {
    return this.unsafe.get(place);
  }

  /** Resolves when everything taken up to now is safe. An answer that only reads waits too: it may tell of what is not safe yet. */
  synced(): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    if (this.lines.length === 0) return this.current;
    this.forming ??= this.flushAfter(this.current);
    return this.forming;
  }

  async close(): Promise<void> {
    await this.synced().catch(() => undefined);
    this.failure ??= new GatewayUnreachable('The ledger is closed.');
    await this.file.close();
  }

  private async flushAfter(previous: Promise<void>): Promise<void> {
    await previous;
    // Everything that arrived in the same turn of the event loop joins the batch.
    await setImmediate();
    const text = this.lines.join('');
    const places = [...this.unsafe.keys()];
    this.lines = [];
    this.current = this.forming!;
    this.forming = null;
    try {
      await this.file.append(text);
      await this.file.sync();
      this.syncCount += 1;
      for (const place of places) this.unsafe.delete(place);
    } catch (error) {
      this.failure = new GatewayUnreachable('The ledger could not be written.', { cause: error });
      throw this.failure;
    }
  }
}
