import pino, { type Logger } from 'pino';

export type { Logger };

/** A driver's error brings its statement with all values in it, e-mail addresses and hashes among them: what failed, not with what. */
export function withoutStatement(error: Error): object {
  const { sql: _sql, parameters: _parameters, sqlMessage: _message, ...rest } = pino.stdSerializers.err(error) as unknown as Record<string, unknown>;
  return rest;
}

/** Structured logs on standard output, or, for a command whose answer stands there, on standard error. Secrets that could stand in a header are removed. */
export function createLogger(level: string, destination: 'STDOUT' | 'STDERR' = 'STDOUT'): Logger {
  const redact = { paths: ['req.headers.authorization', 'req.headers["x-api-key"]', '*.password', '*.accessToken', '*.refreshToken'], remove: true };
  return pino({ level, redact, serializers: { err: withoutStatement } }, pino.destination({ fd: destination === 'STDOUT' ? 1 : 2, sync: true }));
}
