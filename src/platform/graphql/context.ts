import DataLoader from 'dataloader';
import type { Actor } from '../../kernel/actor';
import type { Page, PageArgs } from '../../kernel/page';
import type { Port, Ports } from '../../kernel/port';
import type { Database } from '../database/database';
import type { Scope, View } from '../database/view';
import type { Work } from '../database/work';
import type { EventFeed } from '../events/feed';
import { pageKey, type Loader, type PageKey } from './loader';
import type { Mutation, Writer } from './idempotency-keys';
import { mutate, mutateAfterCall, mutateInSteps, refusalsAsErrors, type CallAndKeep, type Steps } from './mutate';
import type { NodeRegistry } from './node-registry';

export interface ContextOptions {
  readonly database: Database;
  readonly scope: Scope;
  readonly ports: Ports;
  readonly nodes: NodeRegistry;
  readonly feed: EventFeed;
  readonly requestId: string;
}

/** What a resolver works with: one request of one actor in one tenant. */
export class Context implements Writer {
  readonly view: View;
  private loaders = new Map<unknown, DataLoader<unknown, unknown, string>>();

  constructor(private readonly options: ContextOptions) {
    this.view = options.database.view(options.scope);
  }

  get actor(): Actor {
    return this.options.scope.actor;
  }

  get requestId(): string {
    return this.options.requestId;
  }

  get scope(): Scope {
    return this.options.scope;
  }

  get nodes(): NodeRegistry {
    return this.options.nodes;
  }

  get feed(): EventFeed {
    return this.options.feed;
  }

  get database(): Database {
    return this.options.database;
  }

  /** The same asker with nothing read yet. */
  renewed(): Context {
    return new Context(this.options);
  }

  port<Adapter>(port: Port<Adapter>): Adapter {
    return this.options.ports.get(port);
  }

  /** One value of a relation; the keys of one level become one statement. */
  load<Key, Value>(loader: Loader<Key, Value>, key: Key): Promise<Value> {
    let dataLoader = this.loaders.get(loader);
    if (!dataLoader) {
      dataLoader = new DataLoader<unknown, unknown, string>((keys) => loader.batch(this.view, keys as Key[]), {
        cacheKeyFn: loader.textOf as (key: unknown) => string,
      });
      this.loaders.set(loader, dataLoader);
    }
    return dataLoader.load(key) as Promise<Value>;
  }

  loadPage<Value>(loader: Loader<PageKey, Page<Value>>, parentId: string, args: PageArgs): Promise<Page<Value>> {
    return this.load(loader, pageKey(parentId, args));
  }

  /** Runs an action in one transaction; relations are read anew afterwards. */
  async transact<Result>(action: (work: Work) => Promise<Result>): Promise<Result> {
    const result = await this.options.database.transact(this.options.scope, action);
    this.loaders = new Map();
    return result;
  }

  async transactTogether<Item, Result>(items: readonly Item[], action: (work: Work, item: Item) => Promise<Result>): Promise<PromiseSettledResult<Result>[]> {
    const outcomes = await this.options.database.transactTogether(this.options.scope, items, action);
    this.loaders = new Map();
    return outcomes;
  }

  /** A mutation that is one action: Refusals become userErrors, an idempotency key makes it safe to repeat. */
  mutate<Answer extends object>(mutation: Mutation, action: (work: Work) => Promise<Answer>) {
    return mutate(this, mutation, action);
  }

  /** A mutation whose slow sums (a password's hash) are made before its transaction opens. */
  mutateAfter<Answer extends object>(mutation: Mutation, prepare: () => Promise<(work: Work) => Promise<Answer>>) {
    return refusalsAsErrors(async () => mutate(this, mutation, await prepare()));
  }

  /** A mutation that opens its own transactions. */
  answer<Answer extends object>(run: () => Promise<Answer>) {
    return refusalsAsErrors(async () => ({ ...(await run()), userErrors: [] }));
  }

  /** A mutation that calls the network, and then writes down what came of it in one transaction. */
  mutateAfterCall<Called, Answer extends object>(mutation: Mutation, steps: CallAndKeep<Called, Answer>) {
    return mutateAfterCall(this, mutation, steps);
  }

  /** A mutation that calls the network between two transactions. */
  mutateInSteps<Answer extends object, State>(mutation: Mutation, steps: Steps<Answer, State>) {
    return mutateInSteps(this, mutation, steps);
  }
}
