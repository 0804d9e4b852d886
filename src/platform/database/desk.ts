import type { Port } from '../../kernel/port';
import type { View } from './view';
import type { Work } from './work';

/**
 * Where the work of one tenant and actor is done: a View to read, `transact` to open a Work, and the ports to the outside.
 * What calls the network takes a Desk, because no transaction may be open during the call.
 */
export interface Desk {
  readonly view: View;
  transact<Result>(action: (work: Work) => Promise<Result>): Promise<Result>;
  /**
   * The same action for many subjects in one transaction, their statements shared: see `together`. One that fails is done alone
   * afterwards and fails alone. Each outcome stands in its item's place; throws only where nothing was done.
   */
  transactTogether<Item, Result>(items: readonly Item[], action: (work: Work, item: Item) => Promise<Result>): Promise<PromiseSettledResult<Result>[]>;
  port<Adapter>(port: Port<Adapter>): Adapter;
}
