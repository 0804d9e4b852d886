import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Who holds a lock. A pid alone is not enough: pids are given out again, in a container often the very same one. */
interface Holder {
  readonly pid: number;
  /** When the process began, in the system's own ticks; null where the system does not tell. */
  readonly began: string | null;
}

/**
 * Makes this process the only one that writes `file`, by a lock file beside it. Throws while another process that lives holds it,
 * this one included; the lock of a dead process is taken over. It guards against a mistake on one machine, not across machines.
 */
export function lockFile(file: string): { release(): void } {
  const lock = `${file}.lock`;
  if (!claim(lock)) takeOver(lock);
  return { release: () => rmSync(lock, { force: true }) };
}

/** Links a finished file to the lock's name, so that nobody ever reads a half-written lock. False when the name is taken. */
function claim(lock: string): boolean {
  const draft = writeDraft(lock);
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

/** Two processes may find the same dead lock; a second lock decides which of them replaces it. */
function takeOver(lock: string): void {
  refuseLiving(lock);
  const guard = `${lock}.takeover`;
  if (!claim(guard)) {
    refuseLiving(guard);
    rmSync(guard, { force: true });
    if (!claim(guard)) throw inUse(lock);
  }
  try {
    refuseLiving(lock);
    renameSync(writeDraft(lock), lock);
  } finally {
    rmSync(guard, { force: true });
  }
}

function refuseLiving(lock: string): void {
  const holder = readHolder(lock);
  if (holder && isAlive(holder)) throw inUse(lock, holder.pid);
}

function inUse(lock: string, pid?: number): Error {
  const message = `${lock} is held by another process${pid === undefined ? '' : ` (pid ${pid})`}; one file has one sandbox gateway`;
  return Object.assign(new Error(message), { code: 'LEDGER_LOCKED' });
}

function writeDraft(lock: string): string {
  const draft = `${lock}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, began: beginningOf(process.pid) }), { mode: 0o600 });
  return draft;
}

/** Null for a lock that was released meanwhile, or that says nothing: it protects nobody. */
function readHolder(lock: string): Holder | null {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Holder;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return began === beginningOf(pid);
}

/** From /proc/<pid>/stat: the state is field 3, the beginning field 22; field 2 may hold spaces, so counting starts behind its bracket. */
function beginningOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has a pid, but writes no more.
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
