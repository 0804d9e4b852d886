import { ConfigError } from '../../platform/config/config';

/** What the doctor found: WRONG needs somebody to act, WARNING should be known. */
export interface Finding {
  readonly verdict: 'OK' | 'WARNING' | 'WRONG';
  readonly sentence: string;
}

export const ok = (sentence: string): Finding => ({ verdict: 'OK', sentence });
export const warning = (sentence: string): Finding => ({ verdict: 'WARNING', sentence });
export const wrong = (sentence: string): Finding => ({ verdict: 'WRONG', sentence });

export function messageOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { message, code, cause } = error as { message?: string; code?: string; cause?: { message?: string } };
  return cause?.message || message || code || String(error);
}
