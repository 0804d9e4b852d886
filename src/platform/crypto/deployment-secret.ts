import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sealer } from './seal';

/** PERENNIAL_SECRET, or, outside production, one that is made once and kept in the data folder. */
export function deploymentSecret(config: { PERENNIAL_SECRET?: string; DATA_DIR: string }): string {
  if (config.PERENNIAL_SECRET) return config.PERENNIAL_SECRET;
  const file = join(config.DATA_DIR, 'secret');
  if (!existsSync(file)) {
    mkdirSync(config.DATA_DIR, { recursive: true });
    try {
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process made it in the meantime.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** Seals by the deployment's secret, and opens by those that it had before as well. */
export function sealerOf(config: { PERENNIAL_SECRET?: string; PERENNIAL_PREVIOUS_SECRETS: readonly string[]; DATA_DIR: string }): Sealer {
  return new Sealer(deploymentSecret(config), config.PERENNIAL_PREVIOUS_SECRETS);
}
