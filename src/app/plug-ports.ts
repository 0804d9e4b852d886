import type { Ports } from '../kernel/port';
import type { Config } from '../platform/config/config';

/** Plugs in what the configuration names: payment network, mail. */
export function plugPorts(ports: Ports, _config: Config): Ports {
  return ports;
}
