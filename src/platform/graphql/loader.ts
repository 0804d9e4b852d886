import type { Actor } from '../../kernel/actor';
import { groupBy } from '../../kernel/group';
import { pageRequest, type Page, type PageArgs } from '../../kernel/page';
import { pagePerParent, type Children } from '../database/page-per-parent';
import type { AnyOf, Sort, Where } from '../database/select';
import type { EntityClass } from '../database/table';
import type { View } from '../database/view';

/** A relation: how the values of many keys are read in one statement. Named value-by-key, `userById`. */
export interface Loader<Key, Value> {
  readonly name: string;
  readonly batch: (view: View, keys: readonly Key[]) => Promise<readonly (Value | Error)[]>;
  /** Two keys with the same text are the same key. */
  readonly textOf: (key: Key) => string;
}

/** Somebody who reads relations: a request, as far as loaders know it. */
export interface Reader {
  readonly actor: Actor;
  /** One value of a relation; the keys of one level become one statement. */
  load<Key, Value>(loader: Loader<Key, Value>, key: Key): Promise<Value>;
}

export function defineLoader<Value>(
  name: string,
  batch: (view: View, keys: readonly string[]) => Promise<readonly (Value | Error)[]>,
): Loader<string, Value> {
  return { name, batch, textOf: (key) => key };
}

/** Rows by their id; null for an unknown id and for one that `visible` hides. */
export function byId<Entity extends { id: string }>(
  entity: EntityClass<Entity>,
  visible: (view: View) => AnyOf<Entity> = () => ({}),
): Loader<string, Entity | null> {
  return defineLoader(`${entity.name}ById`, async (view, ids) => {
    const rows = await view.from(entity).where({ id: ids } as unknown as Where<Entity>).where(visible(view)).all();
    const rowById = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => rowById.get(id) ?? null);
  });
}

/** All rows of each parent, for short lists that belong to it: the lines of an order. */
export function allBy<Entity extends object>(
  entity: EntityClass<Entity>,
  parent: keyof Entity & string,
  ...sort: Sort<Entity>[]
): Loader<string, Entity[]> {
  return defineLoader(`${entity.name}By${parent}`, async (view, parentIds) => {
    const rows = await view.from(entity).where({ [parent]: parentIds } as Where<Entity>).orderBy(...sort).all();
    const rowsByParent = new Map<unknown, Entity[]>();
    for (const row of rows) {
      const siblings = rowsByParent.get(row[parent]);
      if (siblings) siblings.push(row);
      else rowsByParent.set(row[parent], [row]);
    }
    return parentIds.map((id) => rowsByParent.get(id) ?? []);
  });
}

export interface PageKey {
  readonly parentId: string;
  readonly args: PageArgs;
  /** The same for all keys that ask for the same page. */
  readonly page: string;
}

export function pageKey(parentId: string, args: PageArgs): PageKey {
  const { first, after, last, before } = args;
  return { parentId, args, page: JSON.stringify([first, after, last, before]) };
}

/** A page of the children of each parent: one statement for all parents that ask for the same page. */
export function pageBy<Entity extends object>(children: Children<Entity>): Loader<PageKey, Page<Entity>> {
  return {
    name: `${children.entity.name}PageBy${children.parent}`,
    textOf: ({ parentId, page }) => `${parentId} ${page}`,
    batch: async (view, keys) => {
      const groups = groupBy(keys, ({ page }) => page);
      const pages = new Map<PageKey, Page<Entity> | Error>();
      for (const group of groups.values()) {
        const parentIds = group.map(({ parentId }) => parentId);
        // Bad arguments under one alias are no fault of the others.
        const found = await pagesOf(view, children, parentIds, group[0]!.args).catch((error: Error) => parentIds.map(() => error));
        group.forEach((key, index) => pages.set(key, found[index]!));
      }
      return keys.map((key) => pages.get(key)!);
    },
  };
}

async function pagesOf<Entity extends object>(view: View, children: Children<Entity>, parentIds: string[], args: PageArgs) {
  return pagePerParent(view, children, parentIds, pageRequest(args));
}
