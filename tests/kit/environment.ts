/** What the tests' programs have in common, given to a command or to a process of its own. */
export function environmentFor({ url, folder }: { url: string; folder: string }): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: url,
    DATA_DIR: folder,
    NODE_ENV: 'test',
    PORT: '0',
    DRAIN_SECONDS: '0',
    LOG_LEVEL: 'silent',
    PERENNIAL_SECRET: 'a secret for tests of at least 32 characters',
  };
}

/** The environment of a command beside the world's server, on the same database. */
export function environmentOf(world: { program: { config: { DATABASE_URL: string; DATA_DIR: string } } }): NodeJS.ProcessEnv {
  const { DATABASE_URL: url, DATA_DIR: folder } = world.program.config;
  return environmentFor({ url, folder });
}
