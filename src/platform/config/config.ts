import { z } from 'zod';

/** A variable that stops the start, with a sentence that names it. */
export class ConfigError extends Error {}

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const httpUrl = z.url({ protocol: /^https?$/ });

const variables = {
  DATABASE_URL: z
    .string()
    .refine((url) => /^(mysql|mariadb):\/\/.+\/.+|^sqlite:.+/.test(url), 'must look like mysql://user:password@host:3306/name or sqlite:./data/perennial.db')
    .default('sqlite:./data/perennial.db')
    .describe('Where the data lives: an embedded SQLite file, or a MySQL / MariaDB database.'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(1_000).default(10).describe('Connections to MySQL of one process.'),
  PORT: port.default(4000).describe('Port of the HTTP and websocket server.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on; 0.0.0.0 in a container.'),
  PUBLIC_URL: httpUrl.optional().describe('Address under which clients reach the server; the default is http://localhost:PORT.'),
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development').describe('production switches introspection, GraphiQL and the landing page off.'),
  PERENNIAL_ROLE: z.enum(['api', 'worker', 'all']).default('all').describe('What this process does: serve clients, run jobs and the event relay, or both.'),
  PERENNIAL_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('Seals signing keys and payment tokens. Required with NODE_ENV=production; otherwise kept in DATA_DIR.'),
  DATA_DIR: z.string().min(1).default('./data').describe('Folder for the development secret and the demo\'s keys and ledger; the database is where DATABASE_URL says.'),
  CORS_ORIGINS: z.string().default('*').describe('Origins that may call from a browser, separated by commas; * allows all (no cookies are used).'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info').describe('How much is logged.'),
  PAYMENT_GATEWAY: z.enum(['sandbox']).default('sandbox').describe('Which payment network charges go to.'),
  SANDBOX_GATEWAY_URL: httpUrl.default('http://127.0.0.1:4010').describe('Address of the sandbox gateway program.'),
  SANDBOX_GATEWAY_SECRET: z.string().min(8).default('sandbox-gateway-secret').describe('Shared by the server and the sandbox gateway: signs requests and notifications.'),
  GATEWAY_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(10_000)
    .default(10_000)
    .describe('How long the payment network may take to answer; then the outcome is unknown and asked for later.'),
  GATEWAY_CALLBACK_URL: httpUrl.optional().describe('Address under which the payment network reaches the server; the default is PUBLIC_URL.'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional().describe('Mail server, smtp://user:password@host:587. Without it mails go to the development mailbox.'),
  MAIL_FROM: z.string().min(3).default('Perennial <no-reply@localhost>').describe('Sender of mails.'),
  MAILBOX: flag.default(false).describe('Shows the development mailbox at /mailbox.'),
  ACCESS_TOKEN_SECONDS: z.coerce.number().int().min(30).max(86_400).default(900).describe('Lifetime of an access token.'),
  DRAIN_SECONDS: z.coerce.number().min(0).max(300).default(1).describe('How long a stopping server still takes requests while /health/ready answers 503, so that load balancers notice.'),
  SHUTDOWN_SECONDS: z.coerce.number().int().min(1).max(600).default(20).describe('How long a stopping server waits for requests and jobs under way.'),
} as const;

const schema = z.object(variables);

export type Config = Readonly<z.infer<typeof schema> & { publicUrl: string }>;

/** Reads the environment once. Throws ConfigError with one sentence for every wrong variable. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`).join('\n'));
  }
  const config = parsed.data;
  if (config.NODE_ENV === 'production' && !config.PERENNIAL_SECRET) {
    throw new ConfigError('PERENNIAL_SECRET: is required with NODE_ENV=production.');
  }
  return Object.freeze({ ...config, publicUrl: config.PUBLIC_URL ?? `http://localhost:${config.PORT}` });
}

/** Every variable with its default and meaning, as the README tells it. */
export function describeConfig(): { name: string; defaultValue: string; description: string }[] {
  const defaults = schema.safeParse({});
  return Object.entries(variables).map(([name, variable]) => ({
    name,
    defaultValue: String((defaults.data as Record<string, string | number | boolean> | undefined)?.[name] ?? ''),
    description: variable.description ?? '',
  }));
}
