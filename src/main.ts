import { endOnSignal } from './app/end-on-signal';
import { openProgram } from './app/program';
import { startServer } from './app/server';
import { ConfigError, readConfig } from './platform/config/config';
import { createLogger } from './platform/observability/logger';

/** config -> database -> capabilities -> servers -> workers. Ends with 0 after a signal, when everything was drained. */
export async function main(environment: NodeJS.ProcessEnv, { logSql = false } = {}): Promise<void> {
  const config = readConfig(environment);
  const logger = createLogger(config.LOG_LEVEL);
  const program = await openProgram(config, logger);
  // Without the values: they may be anybody's name or secret.
  if (logSql) program.database.onStatement = ({ sql }) => logger.info({ sql }, 'statement');
  const server = await startServer(program).catch(async (error: unknown) => {
    await program.close();
    throw error;
  });
  logger.info({ url: server.url, role: config.PERENNIAL_ROLE, engine: program.database.engine }, 'serving');
  endOnSignal({
    stop: () => server.stop(),
    onSignal: (signal) => logger.info({ signal }, 'stopping; a second signal does not wait'),
    onFailure: (error) => logger.error({ err: error }, 'stopping failed'),
  });
}

if (require.main === module) {
  main(process.env).catch((error: unknown) => {
    process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
    process.exit(1);
  });
}
