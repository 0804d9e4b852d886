import { parse } from 'graphql';
import pino from 'pino';
import { ContextOpener } from '../../../src/app/open-context';
import { drain, openProgram, type Program } from '../../../src/app/program';
import { paymentGatewayPort } from '../../../src/capabilities/billing/contract';
import type { Caller, Data } from '../shop';
import type { Variables } from '../client';
import type { World } from '../world';
import { FaultPoints, mortalGateway, mortalPool } from './fault-points';

/**
 * A second program on the world's database and gateway, which dies at one of its fault points. Whoever goes on is another program; this
 * one begins its next life in another shop.
 */
export class MortalProcess {
  private readonly opener: ContextOpener;

  private constructor(
    private readonly program: Program,
    readonly points: FaultPoints,
  ) {
    this.opener = new ContextOpener(program);
  }

  static async start({ program: { config } }: World): Promise<MortalProcess> {
    const points = new FaultPoints();
    const program = await openProgram(config, pino({ level: 'silent' }), { migrate: false, poolBehind: (pool) => mortalPool(pool, points) });
    program.ports.plug(paymentGatewayPort, mortalGateway(program.ports.get(paymentGatewayPort), points));
    return new MortalProcess(program, points);
  }

  /** One request; null when the process died before it could answer. */
  async do(caller: Caller, source: string, variables: Variables): Promise<Data | null> {
    return this.whileAlive(async () => {
      const { context } = await this.opener.open({ apiKey: caller.apiKey, accessToken: caller.accessToken, requestId: 'mortal' });
      const { data, errors } = await this.program.execute({ document: parse(source), source, operationName: null, variables, context });
      if (this.points.isDead) return null;
      if (errors) throw new Error(JSON.stringify(errors.map(({ message, originalError }) => [message, originalError?.stack])));
      return data as Data;
    });
  }

  /** The worker's part until nothing is left to do now: relay, reactions and jobs, one after the other so that the points are the same each time. */
  async work(): Promise<void> {
    await this.whileAlive(async () => {
      const { relay, consumers, jobs } = this.program;
      for (let isBusy = true; isBusy && !this.points.isDead; ) {
        await drain(relay, consumers);
        const runs = await jobs.startDue(1);
        await Promise.all(runs);
        isBusy = runs.length > 0;
      }
      return null;
    });
  }

  /** Its connections are closed, as the system does for a dead process. */
  end(): Promise<void> {
    return this.program.close();
  }

  private async whileAlive<Result>(act: () => Promise<Result>): Promise<Result | null> {
    try {
      return await act();
    } catch (error) {
      if (this.points.isDead) return null;
      throw error;
    }
  }
}
