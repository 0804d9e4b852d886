/** A place in the wall for the outside world: a name and the type of what is plugged in when the program is wired. */
export class Port<Adapter> {
  declare readonly adapter?: Adapter;
  constructor(readonly name: string) {}
}

export class Ports {
  private readonly adapters = new Map<string, unknown>();

  plug<Adapter>(port: Port<Adapter>, adapter: Adapter): this {
    this.adapters.set(port.name, adapter);
    return this;
  }

  get<Adapter>(port: Port<Adapter>): Adapter {
    if (!this.adapters.has(port.name)) throw new Error(`nothing is plugged into the port ${port.name}`);
    return this.adapters.get(port.name) as Adapter;
  }
}
