import { z } from 'zod';

/** A variable that stops the start, with a sentence that names it. */
export class ConfigError extends Error {}

/** What a variable may hold, each with the one sentence that says so. */
const whole = (min: number, max: number) => {
  const isInside = (digits: string) => /^\d{1,10}$/.test(digits) && Number(digits) >= min && Number(digits) <= max;
  return z.string().refine(isInside, `must be a whole number from ${min} to ${max}`).transform(Number);
};
const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) => z.enum(words, { error: `must be one of ${words.join(', ')}` });
const text = (least: number) => z.string().refine((given) => given.trim().length >= least, `must have at least ${least} characters, not counting blanks around`);
const address = (scheme: RegExp, example: string) => z.url({ protocol: scheme, error: `must be an address like ${example}` });

const flag = oneOf('true', 'false').transform((value) => value === 'true');
const httpUrl = address(/^https?$/, 'https://shop.example or http://127.0.0.1:4010');
const isDatabase = (url: string) => /^sqlite:.*[^/\s]$/.test(url) || (/^(mysql|mariadb):\/\/[^/]+\/./.test(url) && URL.canParse(url));
const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;

const variables = {
  DATABASE_URL: z
    .string()
    .refine((url) => isDatabase(url), 'must look like mysql://user:password@host:3306/name or sqlite:./data/perennial.db')
    .default('sqlite:./data/perennial.db')
    .describe('Where the data lives: an embedded SQLite file, or a MySQL / MariaDB database.'),
  DATABASE_POOL_SIZE: whole(1, 1_000).default(10).describe('Connections to MySQL of one process.'),
  PORT: whole(0, 65_535).default(4000).describe('Port of the HTTP and websocket server.'),
  HOST: text(1).default('127.0.0.1').describe('Address to listen on; 0.0.0.0 in a container.'),
  PUBLIC_URL: httpUrl.optional().describe('Address under which clients reach the server; the default is http://localhost:PORT.'),
  NODE_ENV: oneOf('development', 'test', 'production').default('development').describe('production switches introspection, GraphiQL and the landing page off.'),
  PERENNIAL_ROLE: oneOf('api', 'worker', 'all').default('all').describe('What this process does: serve clients, run jobs and the event relay, or both.'),
  PERENNIAL_SECRET: text(32).refine((secret) => !secret.includes(','), 'must have no comma: a list of secrets is separated by them').optional().describe('Seals signing keys, payment tokens and codes of gift cards. Required with NODE_ENV=production; otherwise kept in DATA_DIR.'),
  PERENNIAL_PREVIOUS_SECRETS: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((secret) => secret.trim()).filter((secret) => secret !== ''))
    .refine((secrets) => secrets.every((secret) => secret.length >= 32), 'must be secrets of at least 32 characters each, separated by commas')
    .describe('Secrets that PERENNIAL_SECRET had before, or will have next, separated by commas: what they sealed still opens.'),
  DATA_DIR: text(1).default('./data').describe('Folder for the development secret and the demo\'s keys and ledger; the database is where DATABASE_URL says.'),
  CORS_ORIGINS: z
    .string()
    .refine((list) => list === '*' || list.split(',').every((origin) => isOrigin(origin.trim())), 'must be * or origins like https://shop.example, separated by commas')
    .default('*')
    .describe('Origins that may call from a browser, separated by commas; * allows all (no cookies are used).'),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info').describe('How much is logged.'),
  PAYMENT_GATEWAY: oneOf('sandbox').default('sandbox').describe('Which payment network charges go to.'),
  SANDBOX_GATEWAY_URL: httpUrl.default('http://127.0.0.1:4010').describe('Address of the sandbox gateway program.'),
  SANDBOX_GATEWAY_SECRET: text(8).default('sandbox-gateway-secret').describe('Shared by the server and the sandbox gateway: signs requests and notifications.'),
  GATEWAY_TIMEOUT_MS: whole(50, 10_000).default(10_000).describe('How long the payment network may take to answer; then the outcome is unknown and asked for later.'),
  GATEWAY_CALLBACK_URL: httpUrl.optional().describe('Address under which the payment network reaches the server; the default is PUBLIC_URL.'),
  SMTP_URL: address(/^smtps?$/, 'smtp://user:password@host:587').refine((url) => new URL(url).hostname !== '', 'must be an address like smtp://user:password@host:587').optional().describe('Mail server, smtp://user:password@host:587. Without it mails go to the development mailbox.'),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n<>@]*<?[^\s<>@]+@[^\s<>@]+>?$/, { error: 'must be a sender like Shop <shop@example.com>' })
   .default('Perennial <no-reply@localhost>').describe('Sender of mails.'),
  MAILBOX: flag.default(false).describe('Shows the development mailbox at /mailbox.'),
  ACCESS_TOKEN_SECONDS: whole(30, 86_400).default(900).describe('Lifetime of an access token.'),
  DRAIN_SECONDS: whole(0, 300).default(1).describe('How long a stopping server still takes requests while /health/ready answers 503, so that load balancers notice.'),
  SHUTDOWN_SECONDS: whole(1, 600).default(20).describe('How long a stopping server waits for requests and jobs under way.'),
} as const;

const schema = z.object(variables);

export type Config = Readonly<z.infer<typeof schema> & { publicUrl: string }>;

/** Reads the environment once. Throws ConfigError with one sentence for every wrong variable. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const sentences = new Map(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
    throw new ConfigError([...sentences].map(([name, message]) => `${name} ${message}.`).join('\n'));
  }
  const config = parsed.data;
  if (config.NODE_ENV === 'production' && !config.PERENNIAL_SECRET) {
    throw new ConfigError('PERENNIAL_SECRET must be set with NODE_ENV=production.');
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
