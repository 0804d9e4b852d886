import pino, { type Logger } from 'pino';

export type { Logger };

/** Structured logs on standard output. Secrets that could stand in a header are removed. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    redact: { paths: ['req.headers.authorization', 'req.headers["x-api-key"]', '*.password', '*.accessToken', '*.refreshToken'], remove: true },
  });
}
