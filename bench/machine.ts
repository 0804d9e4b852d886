import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The server under test has a core of its own; whoever asks it, and the database, share the other. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;
const TICKS_PER_SECOND = 100;

/** Why processes cannot be kept apart here; null when they can. */
export function whyNotPinned(): string | null {
  if (cpus().length < 2) return 'this machine has one core, so server, database and load share it';
  if (spawnSync('taskset', ['--version']).error) return 'taskset (util-linux) is missing, so processes wander between cores';
  return null;
}

/** The command line that starts a program on one core. */
export function onCore(core: number, command: readonly string[]): string[] {
  return whyNotPinned() ? [...command] : ['taskset', '-c', String(core), ...command];
}

/** Moves a running process with all its threads. */
export function moveToCore(core: number, pid: number): void {
  if (!whyNotPinned()) execFileSync('taskset', ['-a', '-c', '-p', String(core), String(pid)], { stdio: 'ignore' });
}

/** Seconds of processor time that a process has used. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

export function rssMb(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1_024);
}

export interface CoreTime {
  readonly busy: number;
  readonly all: number;
}

/** What each core has done since the machine started, in ticks. */
export function coreTimes(): CoreTime[] {
  const lines = readFileSync('/proc/stat', 'utf8').matchAll(/^cpu\d+ (.*)$/gm);
  return [...lines].map(([, numbers]) => {
    const ticks = numbers!.trim().split(/\s+/).map(Number).slice(0, 8);
    const all = ticks.reduce((a, b) => a + b, 0);
    return { all, busy: all - ticks[3]! - ticks[4]! };
  });
}

/** The busy share of one core between two looks; of the whole machine when nothing is pinned. */
export function busyShare(before: readonly CoreTime[], after: readonly CoreTime[], core: number): number {
  const cores = whyNotPinned() ? before.map((_time, index) => index) : [core];
  const sum = (key: keyof CoreTime) => cores.reduce((total, index) => total + after[index]![key] - before[index]![key], 0);
  return sum('busy') / Math.max(1, sum('all'));
}

export function describeMachine(): string {
  return `${cpus().length} cores, ${cpus()[0]!.model.trim()}, Node ${process.versions.node}`;
}
