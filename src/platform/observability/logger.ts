import pino, { type Logger } from 'pino';

export type { Logger };

/** Structured logs on standard output, or, for a command whose answer stands there, on standard error. Secrets that could stand in a header are removed. */
export function createLogger(level: string, destination: 'STDOUT' | 'STDERR' = 'STDOUT'): Logger {
  const redact = { paths: ['req.headers.authorization', 'req.headers["x-api-key"]', '*.password', '*.accessToken', '*.refreshToken'], remove: true };
  return pino({ level, redact }, pino.destination({ fd: destination === 'STDOUT' ? 1 : 2, sync: true }));
}
