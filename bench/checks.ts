import { isDeepStrictEqual } from 'node:util';
import type { Ask } from './ask';
import type { BenchDatabase } from './database';
import { expectedAnswer, expectedOrder } from './expected-answers';
import type { BenchShop } from './shop';
import type { Target } from './report';
import type { Workload } from './workloads';
import { changeSomething } from './writer';

export interface Checked {
  readonly workload: Workload;
  readonly target: Target;
  readonly shop: BenchShop;
  readonly database: BenchDatabase;
  /** Asks the server that is measured, and Perennial, where the writer writes. */
  readonly ask: Ask;
  readonly write: Ask;
}

/**
 * Compares whole answers with what the database says while the load is on. Before each read of W1 and W4 a writer changes a price
 * and a stock level of what is read, so an answer out of a cache is found out. Throws for a wrong answer.
 */
export async function checkAnswers(checked: Checked, { samples, from }: { samples: number; from: number }): Promise<void> {
  const { workload, target, database, ask } = checked;
  for (let turn = from; turn < from + samples; turn += 1) {
    const request = workload.requests[(turn * 7) % workload.requests.length]!;
    if (workload.name === 'W3') {
      // The floor writes the same rows over again; only Perennial's order can be asked for.
      if (target === 'floor') return;
      const bought = await ask(request);
      assertSame(checked, await expectedOrder(database, bought), bought);
      continue;
    }
    if (workload.name !== 'W2') await writeBefore(checked, turn, await expectedAnswer(workload.name, request, checked));
    assertSame(checked, await expectedAnswer(workload.name, request, checked), await ask(request));
  }
}

async function writeBefore({ database, shop, write }: Checked, turn: number, shown: Record<string, any>): Promise<void> {
  const productId = (shown.product ?? shown.products.edges[0].node).id as string;
  await changeSomething({ ask: write, database, shop, productId, turn });
}

function assertSame({ workload, target }: Checked, expected: object, found: object): void {
  const plain = JSON.parse(JSON.stringify(expected)) as object;
  if (isDeepStrictEqual(plain, found)) return;
  throw new Error(`${workload.name}: ${target} answered\n${JSON.stringify(found)}\nwhere the database says\n${JSON.stringify(plain)}`);
}
