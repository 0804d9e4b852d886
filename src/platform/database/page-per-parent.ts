import DataLoader from 'dataloader';
import { toPage, type Page, type PageRequest } from '../../kernel/page';
import type { AnyOf, Select, Sort, Where } from './select';
import type { SqlValue } from './engine';
import type { EntityClass } from './table';
import type { View } from './view';

/** SQLite joins at most 500 SELECTs in one statement. */
const MAX_PARENTS = 400;
/** More children than this, on average over the parents of a level, are not few. */
const FEW = 50;

export interface Children<Entity extends object> {
  readonly entity: EntityClass<Entity>;
  /** The property that holds the parent's id. */
  readonly parent: keyof Entity & string;
  readonly sort: readonly Sort<Entity>[];
  /** What of the children this viewer may see. */
  readonly visible?: (view: View) => AnyOf<Entity>;
  /**
   * True where parents have a handful of children each: the pages are then cut out of all of them, which is read in a third of the
   * time. Should there be more after all, the pages are read one by one, by a second statement.
   */
  readonly areFew?: boolean;
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
  const [anyParent] = parentIds;
  if (anyParent === undefined) return [];
  const sample = selectChildren(view, children, [anyParent]).windowOf(request);
  const rows = (children.areFew && (await allOfFew(view, children, parentIds, request))) || (await pageByPage(view, children, parentIds, sample));
  const rowsOfParent = new Map<string, Entity[]>(parentIds.map((id) => [id, []]));
  for (const row of rows) rowsOfParent.get((row as Record<string, unknown>)[children.parent] as string)!.push(row);
  const counts = countsByParent(view, children);
  const positionOf = (row: Entity) => sample.positionOf(row);
  return parentIds.map((id) => toPage(request, rowsOfParent.get(id)!.slice(0, request.size + 1), positionOf, () => counts.load(id)));
}

/** Null when there are too many. */
async function allOfFew<Entity extends object>(
  view: View,
  children: Children<Entity>,
  parentIds: readonly string[],
  request: PageRequest,
): Promise<Entity[] | null> {
  const most = parentIds.length * Math.max(FEW, request.size + 1);
  const rows = await selectChildren(view, children, parentIds).windowOf(request).groupedBy(children.parent).limit(most + 1).all('pages');
  return rows.length > most ? null : rows;
}

async function pageByPage<Entity extends object>(
  view: View,
  children: Children<Entity>,
  parentIds: readonly string[],
  sample: Select<Entity>,
): Promise<Entity[]> {
  if (parentIds.length === 1) return sample.all('pages');
  const { sql, values: [tenantId, _parent, ...others] } = sample.toStatement();
  const rows: Entity[] = [];
  for (let start = 0; start < parentIds.length; start += MAX_PARENTS) {
    const statements = parentIds.slice(start, start + MAX_PARENTS).map((id) => ({ sql, values: [tenantId!, id, ...others] }));
    rows.push(...(await view.unionOf(children.entity, statements)));
  }
  return rows;
}

/** Tenant and parent are the first conditions, so theirs are the first values. */
function selectChildren<Entity extends object>(view: View, children: Children<Entity>, parentIds: readonly string[]): Select<Entity> {
  return view
    .from(children.entity)
    .where({ [children.parent]: parentIds.length === 1 ? parentIds[0] : parentIds } as Where<Entity>)
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
