import { readConfig } from './config';

function problemsOf(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const secret = 'x'.repeat(32);

test.each<[NodeJS.ProcessEnv, string]>([
  [{ PORT: ' ' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ PORT: '1e3' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ DRAIN_SECONDS: '0.5' }, 'DRAIN_SECONDS must be a whole number from 0 to 300.'],
  [{ PERENNIAL_SECRET: ' '.repeat(32) }, 'PERENNIAL_SECRET must have at least 32 characters, not counting blanks around.'],
  [{ PERENNIAL_SECRET: `${secret},${secret}` }, 'PERENNIAL_SECRET must have no comma: a list of secrets is separated by them.'],
  [{ DATABASE_URL: 'mysql://u:p@h:99999/n' }, 'DATABASE_URL must look like mysql://user:password@host:3306/name or sqlite:./data/perennial.db.'],
  [{ DATABASE_URL: 'sqlite: ' }, 'DATABASE_URL must look like mysql://user:password@host:3306/name or sqlite:./data/perennial.db.'],
  [{ SMTP_URL: 'smtp:host' }, 'SMTP_URL must be an address like smtp://user:password@host:587.'],
  [{ MAIL_FROM: 'a@b.c\nBcc: x@y.z' }, 'MAIL_FROM must be a sender like Shop <shop@example.com>.'],
  [{ CORS_ORIGINS: 'foo' }, 'CORS_ORIGINS must be * or origins like https://shop.example, separated by commas.'],
  [{ NODE_ENV: 'production' }, 'PERENNIAL_SECRET must be set with NODE_ENV=production.'],
])('%j is refused in a sentence that names it', (environment, sentence) => {
  expect(problemsOf(environment)).toBe(sentence);
});

test.each<NodeJS.ProcessEnv>([
  {},
  { PORT: '' },
  { DATABASE_URL: 'sqlite:/my data/x.db', MAIL_FROM: 'a@b.c' },
  { DATABASE_URL: 'mariadb://root@127.0.0.1:3306/x?ssl=true', SMTP_URL: 'smtps://u:p@h:465', CORS_ORIGINS: 'https://a.example, http://localhost:3000' },
  { NODE_ENV: 'production', PERENNIAL_SECRET: secret, MAIL_FROM: 'Rosen <shop@rosen.example>' },
])('%j is a configuration', (environment) => {
  expect(problemsOf(environment)).toBe('');
});
