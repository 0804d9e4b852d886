import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TourError } from './guide';

export interface DemoFacts {
  readonly url: string;
  readonly wsUrl: string;
  readonly publishableKey: string;
  readonly secretKey: string;
}

/** Where the demo writes it, started from the same folder. */
const FACTS_FILE = join(process.env.DATA_DIR ?? 'data', 'demo.json');
const START_SECONDS = 120;

/** The demo that runs, or one that is started for the tour and stopped after it. */
export async function demoToTour(): Promise<{ facts: DemoFacts; stop(): Promise<void> }> {
  const running = await findRunning();
  if (running) return { facts: running, stop: async () => undefined };
  process.stdout.write('No demo is running; starting one.\n');
  const demo = spawn('npm', ['run', 'demo'], { cwd: join(__dirname, '../..'), stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const stop = async () => {
    const ended = new Promise((resolve) => demo.once('exit', resolve));
    process.kill(-demo.pid!, 'SIGINT');
    await ended;
  };
  for (let second = 0; second < START_SECONDS; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const facts = await findRunning();
    if (facts) return { facts, stop };
    if (demo.exitCode !== null) throw new TourError('the demo did not start');
  }
  await stop();
  throw new TourError(`the demo was not ready after ${START_SECONDS} seconds`);
}

async function findRunning(): Promise<DemoFacts | null> {
  if (!existsSync(FACTS_FILE)) return null;
  const facts = JSON.parse(readFileSync(FACTS_FILE, 'utf8')) as DemoFacts;
  try {
    const answer = await fetch(new URL('/health/ready', facts.url));
    return answer.ok ? facts : null;
  } catch {
    return null;
  }
}
