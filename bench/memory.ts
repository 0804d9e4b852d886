import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rounded } from './report';

const BYTES_PER_MB = 1 << 20;

/** What a process holds: the RSS as it stands, and of its heap what is left when all that nobody needs is collected. */
export interface Memory {
  readonly rssMb: number;
  readonly heapMb: number;
}

/** Of this process. Collecting takes it a fraction of a second. */
export function memoryNow(): Memory {
  const { rss } = process.memoryUsage();
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return { rssMb: Math.round(rss / BYTES_PER_MB), heapMb: rounded(process.memoryUsage().heapUsed / BYTES_PER_MB, 1) };
}
