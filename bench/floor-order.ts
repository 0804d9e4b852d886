import type { Pool } from 'mysql2';
import type { CapturedStatement } from './perennial-server';

export async function placeOrderAgain(_pool: Pool, _statements: readonly CapturedStatement[]): Promise<object> {
  throw new Error('not yet');
}
