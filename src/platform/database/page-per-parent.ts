import DataLoader from 'dataloader';
import { toPage, type Page, type PageRequest } from '../../kernel/page';
import type { Select, Sort, Where } from './select';
import type { SqlValue } from './engine';
import type { EntityClass } from './table';
import type { View } from './view';

/** SQLite joins at most 500 SELECTs in one statement. */
const MAX_PARENTS = 400;

export interface Children<Entity extends object> {
  readonly entity: EntityClass<Entity>;
  /** The property that holds the parent's id. */
  readonly parent: keyof Entity & string;
  readonly sort: readonly Sort<Entity>[];
  /** What of the children this viewer may see. */
  readonly visible?: (view: View) => Where<Entity>;
}

/**
 * The same page of children for each of many parents, in one statement: a UNION ALL of one limited SELECT per parent reads
 * only the rows that are shown, however many children there are.
 */
export async function pagePerParent<Entity extends object>(
  view: View,
  children: Children<Entity>,
  parentIds: readonly string[],
  request: PageRequest,
): Promise<Page<Entity>[]> {
  const rowsOfParent = new Map<string, Entity[]>(parentIds.map((id) => [id, []]));
  const [anyParent] = parentIds;
  if (anyParent === undefined) return [];
  const sample = selectChildren(view, children, anyParent).windowOf(request);
  for (let start = 0; start < parentIds.length; start += MAX_PARENTS) {
    const statements = parentIds
      .slice(start, start + MAX_PARENTS)
      .map((id) => selectChildren(view, children, id).windowOf(request).toStatement());
    const rows = await view.unionOf(children.entity, statements);
    for (const row of rows) rowsOfParent.get((row as Record<string, unknown>)[children.parent] as string)!.push(row);
  }
  const counts = countsByParent(view, children);
  return parentIds.map((id) =>
    toPage(request, rowsOfParent.get(id)!, (row) => sample.positionOf(row), () => counts.load(id)),
  );
}

function selectChildren<Entity extends object>(view: View, children: Children<Entity>, parentId: string): Select<Entity> {
  return view
    .from(children.entity)
    .where({ [children.parent]: parentId } as Where<Entity>)
    .where(children.visible?.(view) ?? {})
    .orderBy(...children.sort);
}

function countsByParent<Entity extends object>(view: View, children: Children<Entity>): DataLoader<string, number> {
  return new DataLoader(async (parentIds) => {
    const counts = await view
      .from(children.entity)
      .where({ [children.parent]: parentIds } as Where<Entity>)
      .where(children.visible?.(view) ?? {})
      .countBy(children.parent);
    return parentIds.map((id) => counts.get(id as SqlValue) ?? 0);
  });
}
