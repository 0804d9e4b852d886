import { machineTables, tablesWithoutTenant } from '../kit/statement-law';
import { World } from '../kit/world';
import { storedTables, type StoredTable } from './kit/stored-tables';

/** Tables of tenants whose key does not lead with the tenant, each with its reason. */
const keysWithoutTenant: Readonly<Record<string, string>> = {
  event_pending: 'the engine counts its position up, which is the order of inserts; a row stays for milliseconds',
};

/** Indices that do not lead with the tenant, each with its reason. */
const indicesAcrossTenants: Readonly<Record<string, string>> = {
  api_key_key_hash_idx: 'the key says which tenant a request belongs to',
  event_stuck_state_retry_at_idx: 'workers look for what is due in all tenants',
  job_is_on_test_clock_state_due_at_idx: 'workers look for what is due in all tenants',
};

/** Columns with digits behind the point: rates and scores, never money. */
const decimals = /(rate|score|weight|probability|share|factor|support|confidence)s?$/;

let world: World;
let tables: StoredTable[];
beforeAll(async () => {
  world = await World.open();
  tables = await storedTables(world.program.database.source);
});
afterAll(() => world.close());

const ofTenants = () => tables.filter(({ name }) => !(name in tablesWithoutTenant));
const proposals = async () => (await world.program.database.source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);

test('entities and migrations agree: a comparison of the schema proposes nothing', async () => {
  expect(await proposals()).toEqual([]);
});

test('entities and migrations agree on the conditions that rows must fulfil', () => {
  const declared = world.program.database.source.entityMetadatas.flatMap(({ checks }) => checks.map(({ name }) => name));
  expect(tables.flatMap(({ checks }) => checks).sort()).toEqual(declared.sort());
});

test('every table has tenant_id and its key leads with it, or stands on a short list with its reason', () => {
  const others = ofTenants().filter(({ name, primaryKey }) => primaryKey[0] !== 'tenant_id' && !(name in keysWithoutTenant));
  expect(others.map(({ name }) => name)).toEqual([]);
  expect(ofTenants().filter(({ columns }) => !columns.some(({ name }) => name === 'tenant_id'))).toEqual([]);
  const listed = [...Object.keys(tablesWithoutTenant), ...Object.keys(keysWithoutTenant)];
  expect(listed.filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
});

test('every index of a tenant\'s table leads with tenant_id, or stands on a short list with its reason', () => {
  const across = ofTenants().flatMap(({ indices }) => indices.filter(({ columns }) => columns[0] !== 'tenant_id').map(({ name }) => name));
  expect(across.sort()).toEqual(Object.keys(indicesAcrossTenants).sort());
});

test('a row refers to rows of its own tenant: every foreign key begins with tenant_id on both sides', () => {
  const strange = ofTenants().flatMap(({ name, references }) =>
    references.filter(({ columns, targetColumns }) => columns[0] !== 'tenant_id' || targetColumns[0] !== 'tenant_id').map(({ columns }) => `${name}(${columns.join(', ')})`),
  );
  expect(strange).toEqual([]);
  expect(ofTenants().flatMap(({ references }) => references).length).toBeGreaterThan(0);
});

test('text is compared byte by byte', () => {
  const odd = tables.flatMap(({ name, columns }) =>
    columns.filter(({ collation }) => collation !== null && !['utf8mb4_bin', 'ascii_bin'].includes(collation)).map((column) => `${name}.${column.name} ${column.collation}`),
  );
  expect(odd).toEqual([]);
});

test('no table keeps a float, and what has digits behind the point is no money', () => {
  const odd = tables.flatMap(({ name, columns }) =>
    columns.filter((column) => /float|double|real/.test(column.type) || (/decimal|numeric/.test(column.type) && !decimals.test(column.name))).map((column) => `${name}.${column.name} ${column.type}`),
  );
  expect(odd).toEqual([]);
});

test('the statement law knows every table', () => {
  const described = world.program.database.source.entityMetadatas.map(({ tableName }) => tableName);
  expect(ofTenants().map(({ name }) => name).filter((name) => !described.includes(name))).toEqual([...machineTables].sort());
});

test('control: a lost index, an unknown column and a statement without its tenant are seen', async () => {
  const own = await World.open();
  try {
    const { source } = own.program.database;
    await source.query(source.options.type === 'mariadb' ? 'DROP INDEX user_created_at_id_idx ON user' : 'DROP INDEX user_created_at_id_idx');
    expect((await source.driver.createSchemaBuilder().log()).upQueries).toEqual([expect.objectContaining({ query: expect.stringContaining('user_created_at_id_idx') })]);
    const context = await own.program.openSystemContext((await own.tenant()).tenantId);
    await context.view.rows('user: all', 'SELECT id FROM user');
  } finally {
    await expect(own.close()).rejects.toThrow('does not hold user to its tenant: /* user: all */ SELECT id FROM user');
  }
});
