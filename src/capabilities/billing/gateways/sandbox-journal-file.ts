import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LedgerOpened, SandboxEntry } from './sandbox-entries';
import type { JournalFile } from './sandbox-journal';

const CHUNK_BYTES = 1 << 20;
/** Most entries are shorter. */
const ENTRY_BYTES = 1_024;
const NEWLINE = 10;

/** The first line of every ledger; it tells one from any other file before a byte of that is touched. */
export const ledgerHeader: LedgerOpened = { type: 'ledger.opened', version: 1 };

/** Opens for appending; a file that is made here is private to its user and survives a power cut together with its folder's entry. */
export async function openJournalFile(file: string): Promise<JournalFile> {
  const handle = await open(file, 'a', 0o600);
  syncFolder(dirname(file));
  return {
    append: (text) => handle.appendFile(text),
    // Data and length; the other times of the file are of no interest.
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

/** Reads single entries of a ledger, each by its place: where its line begins. What stands there is safe. */
export class JournalReader {
  private descriptor: number | null = null;

  constructor(private readonly file: string) {}

  read(place: number): SandboxEntry {
    this.descriptor ??= openSync(this.file, 'r');
    for (let sizeBytes = ENTRY_BYTES; ; sizeBytes *= 2) {
      const bytes = Buffer.allocUnsafe(sizeBytes);
      const readBytes = readSync(this.descriptor, bytes, 0, sizeBytes, place);
      const end = bytes.subarray(0, readBytes).indexOf(NEWLINE);
      if (end >= 0) return JSON.parse(bytes.toString('utf8', 0, end)) as SandboxEntry;
      if (readBytes < sizeBytes) throw new Error(`${this.file} has no entry at byte ${place}`);
    }
  }

  close(): void {
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }
}

/**
 * Hands over every entry of the file in order. A last line that cannot be read is what a crash left of a write that nobody was
 * told of: it is cut off. One further up means that the file was damaged: throws, because cutting there would lose money. Returns how
 * long the file is; 0 for a new one.
 */
export function replayJournal(file: string, onEntry: (entry: SandboxEntry, place: number) => void): number {
  const descriptor = openSync(file, 'a+', 0o600);
  try {
    const sizeBytes = fstatSync(descriptor).size;
    let [lineCount, lengthBytes] = [0, 0];
    for (const line of linesOf(descriptor)) {
      const entry = line.isWhole ? parseEntry(line.text) : null;
      if (lineCount === 0) assertLedger(file, line.text);
      if (entry) onEntry(entry, line.startByte);
      else if (line.endByte < sizeBytes) throw new Error(`${file}: line ${lineCount + 1} is damaged`);
      else cutAt(descriptor, line.startByte);
      if (entry) [lineCount, lengthBytes] = [lineCount + 1, line.endByte];
    }
    return lengthBytes;
  } finally {
    closeSync(descriptor);
  }
}

/** Throws for a file that does not begin as a ledger does, or as one whose first line was torn. */
function assertLedger(file: string, firstLine: string): void {
  if (!JSON.stringify(ledgerHeader).startsWith(firstLine)) throw new Error(`${file} is not a sandbox ledger of this version`);
}

function cutAt(descriptor: number, lengthBytes: number): void {
  ftruncateSync(descriptor, lengthBytes);
  fsyncSync(descriptor);
}

interface Line {
  readonly text: string;
  readonly startByte: number;
  readonly endByte: number;
  /** False for a last line without its end. */
  readonly isWhole: boolean;
}

/** Reads piece by piece: a long ledger is larger than the longest string. */
function* linesOf(descriptor: number): Generator<Line> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest = Buffer.alloc(0);
  let startByte = 0;
  for (let readBytes; (readBytes = readSync(descriptor, chunk, 0, CHUNK_BYTES, startByte + rest.length)) > 0; ) {
    rest = Buffer.concat([rest, chunk.subarray(0, readBytes)]);
    let from = 0;
    for (let end; (end = rest.indexOf(NEWLINE, from)) >= 0; from = end + 1) {
      const endByte = startByte + end + 1 - from;
      yield { text: rest.toString('utf8', from, end), startByte, endByte, isWhole: true };
      startByte = endByte;
    }
    rest = rest.subarray(from);
  }
  if (rest.length > 0) {
    yield { text: rest.toString('utf8'), startByte, endByte: startByte + rest.length, isWhole: false };
  }
}

function parseEntry(text: string): SandboxEntry | null {
  try {
    const entry = JSON.parse(text) as SandboxEntry | null;
    return typeof entry?.type === 'string' ? entry : null;
  } catch {
    return null;
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
