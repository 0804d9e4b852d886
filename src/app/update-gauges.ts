import { realClock } from '../kernel/clock';
import type { Program } from './program';

let behindSince: number | null = null;

/** Reads the queue lengths when they are asked for: nobody pays for them between two scrapes. */
export async function updateGauges({ database, metrics }: Program): Promise<void> {
  const connection = database.across('metrics');
  const [pending] = await connection.query('SELECT COUNT(*) AS n FROM event_pending', []);
  const [parked] = await connection.query("SELECT COUNT(*) AS n FROM event_stuck WHERE state = 'PARKED'", []);
  const jobs = await connection.query('SELECT state, COUNT(*) AS n FROM job GROUP BY state', []);
  const pendingCount = Number(pending!.n);
  const now = realClock.now().getTime();
  behindSince = pendingCount === 0 ? null : (behindSince ?? now);
  metrics.eventsPending.set(pendingCount);
  metrics.relayLag.set(behindSince === null ? 0 : (now - behindSince) / 1_000);
  metrics.parkedEvents.set(Number(parked!.n));
  metrics.jobs.reset();
  for (const { state, n } of jobs) metrics.jobs.set({ state: state as string }, Number(n));
}
