import 'reflect-metadata';
import { serveSandboxGateway } from '../src/capabilities/billing/gateways/sandbox-server';
import { readConfig } from '../src/platform/config/config';
import { answerMessages } from './servers';

/** The sandbox gateway as a program of its own: its ledger is synced to its file before it answers. */
async function serve(): Promise<void> {
  const { SANDBOX_GATEWAY_SECRET: secret } = readConfig(process.env);
  const { url } = await serveSandboxGateway({ port: 0, file: process.env.LEDGER!, secret });
  answerMessages({ url }, () => null);
}

void serve();
