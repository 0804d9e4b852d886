import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const root = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What a container of the image is: the Dockerfile's last stage. */
export interface Image {
  readonly lines: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
  /** What follows an instruction of the last stage, as often as it is there. */
  argumentsOf(instruction: string): string[];
}

export function readImage(): Image {
  const lines = read('Dockerfile').replaceAll(/\\\n/g, ' ').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')));
  const argumentsOf = (instruction: string) => last.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1).trim());
  const wordsOf = (text: string) => z.array(z.string()).parse(JSON.parse(text));
  return {
    lines,
    environment: Object.fromEntries(argumentsOf('ENV').flatMap((words) => words.split(/\s+/)).map((word) => word.split(/=(.*)/s) as [string, string])),
    entrypoint: wordsOf(argumentsOf('ENTRYPOINT')[0]!),
    command: wordsOf(argumentsOf('CMD')[0]!),
    healthCheck: wordsOf(/CMD (\[.*\])/.exec(argumentsOf('HEALTHCHECK')[0]!)![1]!),
    argumentsOf,
  };
}

const duration = z.string().regex(/^(\d+(ms|s|m|h))+$/);
const name = z.string().regex(/^[a-zA-Z0-9._-]+$/);

const service = z.strictObject({
  image: z.string(),
  build: z.literal('.').optional(),
  pull_policy: z.enum(['build', 'never']).optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  init: z.boolean().optional(),
  stop_grace_period: duration.optional(),
  depends_on: z.record(name, z.strictObject({ condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']) })).optional(),
  environment: z.record(z.string().regex(/^\w+$/), z.union([z.string(), z.number()])),
  ports: z.array(z.string().regex(/^\d+:\d+$/)).optional(),
  command: z.array(z.string()).optional(),
  volumes: z.array(z.string().regex(/^[a-zA-Z0-9._-]+:\/\S+$/)).optional(),
  healthcheck: z
    .strictObject({
      // What a service does not say here, its image says.
      test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()).optional(),
      interval: duration.optional(),
      timeout: duration.optional(),
      start_period: duration,
      retries: z.int().positive().optional(),
    })
    .optional(),
});

/** Of the Compose specification, what we have a use for; a typing error is a key that it does not know. */
const composeFile = z.strictObject({
  services: z.record(name, service),
  volumes: z.record(name, z.null()),
});

export type ComposeFile = z.infer<typeof composeFile>;
export type ComposeService = z.infer<typeof service>;

/** docker-compose.yml, checked. Keys that begin with `x-` are Compose's own way to say something once. */
export function readComposeFile(): ComposeFile {
  const file = parse(read('docker-compose.yml'), { merge: true }) as Record<string, unknown>;
  return composeFile.parse(Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith('x-'))));
}

/** A value as Compose would fill it in: `${NAME:?why}` with what is given, `${NAME:-default}` with the default. */
export function filledIn(value: string | number, required = 'x'.repeat(32)): string {
  return String(value).replaceAll(/\$\{\w+:([?-])([^}]*)\}/g, (_whole, kind: string, rest: string) => (kind === '?' ? required : rest));
}

export function environmentOfService({ environment }: ComposeService): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([variable, value]) => [variable, filledIn(value)]));
}
