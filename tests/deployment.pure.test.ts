import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bin, engines } from '../package.json';
import { describeConfig, readConfig } from '../src/platform/config/config';
import { environmentOfService, readComposeFile, readImage } from './kit/image';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const ourVariables = describeConfig().map(({ name }) => name);

describe('docker-compose.yml', () => {
  const file = readComposeFile();
  const services = Object.entries(file.services);
  const ours = services.filter(([, { image }]) => image === 'perennial:local');

  test('has the services that code uses, and names that lead somewhere', () => {
    expect(services.map(([name]) => name)).toEqual(['app', 'worker', 'gateway', 'mysql']);
    for (const [, service] of services) {
      for (const other of Object.keys(service.depends_on ?? {})) expect(file.services[other]!.healthcheck).toBeDefined();
      for (const volume of service.volumes ?? []) expect(Object.keys(file.volumes)).toContain(volume.split(':')[0]);
    }
  });

  test('gives the program only variables that it knows, and values that it takes', () => {
    for (const [name, service] of ours) {
      expect({ name, unknown: Object.keys(service.environment).filter((variable) => !ourVariables.includes(variable)) }).toEqual({ name, unknown: [] });
      expect(() => readConfig({ NODE_ENV: 'production', ...environmentOfService(service) })).not.toThrow();
    }
    const { app, worker } = file.services;
    expect([app!.environment!.PERENNIAL_ROLE, worker!.environment!.PERENNIAL_ROLE]).toEqual(['api', 'worker']);
  });

  test('builds the image once, and lets each container reach the others by name', () => {
    expect(ours.filter(([, { build }]) => build).map(([name]) => name)).toEqual(['app']);
    for (const [, { environment }] of ours.filter(([name]) => name !== 'gateway')) {
      for (const variable of ['DATABASE_URL', 'SANDBOX_GATEWAY_URL', 'GATEWAY_CALLBACK_URL']) {
        expect(Object.keys(file.services)).toContain(new URL(String(environment[variable]).replaceAll(/\$\{[^}]*\}/g, 'x')).hostname);
      }
    }
  });

  test('asks only for variables that .env.example explains', () => {
    const asked = [...read('docker-compose.yml').matchAll(/(?<!\$)\$\{(\w+)/g)].map((match) => match[1]!);
    const explained = [...read('.env.example').matchAll(/^(\w+)=/gm)].map((match) => match[1]!);
    expect([...new Set(asked)].sort()).toEqual([...explained].sort());
  });

  test('waits longer for the end of a process than the process takes', () => {
    for (const [, { environment, stop_grace_period: grace }] of ours.filter(([name]) => name !== 'gateway')) {
      const { DRAIN_SECONDS, SHUTDOWN_SECONDS } = readConfig({ DRAIN_SECONDS: String(environment!.DRAIN_SECONDS ?? '') });
      expect(parseInt(String(grace), 10)).toBeGreaterThan(DRAIN_SECONDS + SHUTDOWN_SECONDS);
    }
  });
});

describe('Dockerfile', () => {
  const { lines, environment, entrypoint, healthCheck, argumentsOf } = readImage();

  test('every stage stands on the Node that we ask for, and every file that is copied exists', () => {
    const images = lines.filter((line) => line.startsWith('FROM')).map((line) => line.split(' ')[1]);
    expect(images).toEqual(Array(3).fill(`node:${/\d+/.exec(engines.node)![0]}-bookworm-slim`));
    const copied = lines.filter((line) => line.startsWith('COPY') && !line.includes('--from')).flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('the image runs the built command, not as root, with the packages of production only', () => {
    expect(argumentsOf('USER')).toEqual(['node']);
    expect(entrypoint).toEqual(['node', bin.perennial]);
    expect(argumentsOf('COPY').filter((words) => words.includes('node_modules'))).toEqual(['--from=packages /app/node_modules node_modules']);
    expect(lines).toContain('RUN npm ci --omit=dev');
  });

  test('its environment is a configuration that lacks nothing but the secret', () => {
    const { NODE_OPTIONS: _options, ...ofOurs } = environment;
    expect(Object.keys(ofOurs).filter((name) => !ourVariables.includes(name))).toEqual([]);
    expect(() => readConfig(environment)).toThrow('PERENNIAL_SECRET must be set with NODE_ENV=production.');
    expect(readConfig({ ...environment, PERENNIAL_SECRET: 'x'.repeat(32) })).toMatchObject({ HOST: '0.0.0.0', PORT: 4000, DATA_DIR: '/data' });
  });

  describe('the health check', () => {
    const [program, ...words] = healthCheck as [string, ...string[]];

    async function check(port: number): Promise<number> {
      const child = spawn(program, words, { env: { PATH: process.env.PATH, PORT: String(port) } });
      const [exitCode] = (await once(child, 'close')) as [number];
      return exitCode;
    }

    async function serverThatAnswers(status: number): Promise<Server & { port: number }> {
      const server = createServer((request, response) => response.writeHead(request.url === '/health/ready' ? status : 404).end());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return Object.assign(server, { port: (server.address() as AddressInfo).port });
    }

    test.each([
      [200, 0],
      [503, 1],
    ])('of a server whose readiness answers %p ends with %p', async (status, exitCode) => {
      const server = await serverThatAnswers(status);
      expect(await check(server.port)).toBe(exitCode);
      server.close();
    });

    test('of a server that is not there ends with 1', async () => {
      expect(await check(1)).toBe(1);
    });
  });
});
