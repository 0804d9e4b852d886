import type { Ports } from '../kernel/port';
import { notifiedAt, paymentGatewayPort, sandboxGateway } from '../capabilities/billing/contract';
import type { Config } from '../platform/config/config';

/** Plugs in what the configuration names: payment network, mail. */
export function plugPorts(ports: Ports, config: Config): Ports {
  return ports.plug(paymentGatewayPort, paymentGateway(config));
}

function paymentGateway(config: Config) {
  const { SANDBOX_GATEWAY_URL: url, SANDBOX_GATEWAY_SECRET: secret, GATEWAY_TIMEOUT_MS: timeoutMs } = config;
  return notifiedAt(config.GATEWAY_CALLBACK_URL ?? config.publicUrl, sandboxGateway({ url, secret, timeoutMs }));
}
