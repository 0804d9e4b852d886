import { ConfigError, readConfig } from './platform/config/config';
import { createLogger } from './platform/observability/logger';
import { openProgram } from './app/program';
import { startServer } from './app/server';

/** config -> database -> capabilities -> servers -> workers. Ends with 0 after a signal, when everything was drained. */
export async function main(environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(environment);
  const logger = createLogger(config.LOG_LEVEL);
  const program = await openProgram(config, logger);
  const server = await startServer(program);
  logger.info({ url: server.url, role: config.PERENNIAL_ROLE, engine: program.database.engine }, 'serving');
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ signal }, 'stopping');
    void server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}

if (require.main === module) {
  main(process.env).catch((error: unknown) => {
    process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
    process.exit(1);
  });
}
