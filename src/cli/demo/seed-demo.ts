import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '../../app/program';
import { findUserByEmail, hashPassword, registerUser, updateUser, UserRole } from '../../capabilities/identity/contract';
import { findBusiestBuyerId } from '../../capabilities/orders/contract';
import { trainRecommender } from '../../capabilities/recommendations/contract';
import { createApiKey, createTestClock, findTestClock } from '../../capabilities/tenants/contract';
import { parseInstant } from '../../kernel/clock';
import type { Desk } from '../../platform/database/desk';
import { importFile, type Imported } from '../import/import-file';
import { readMapping } from '../import/mapping';
import type { Progress } from '../progress';
import type { DemoShop } from './demo-facts';
import { ensurePlans } from './demo-plans';
import { demoTenantId } from './demo-tenant';

const FOLDER = join(__dirname, '../../../demo');
/** The day after the data's last order. */
const STARTS_AT = parseInstant('2011-12-10T00:00:00Z')!;
const USER_EMAIL = 'customer@demo.example';
const STAFF_EMAIL = 'staff@demo.example';

export interface SeedDemo {
  /** Keys and passwords of an earlier start; null when they are lost, or never were. */
  readonly known: DemoShop | null;
  readonly progress: Progress;
}

export interface SeededDemo {
  readonly shop: DemoShop;
  /** Null when the shop was there. */
  readonly imported: Imported | null;
}

/**
 * Fills an empty database with the demo shop, or finds it there. A first start that was killed is gone on with by the next one: each
 * step leaves alone what is there. Fails for a database that holds anything else.
 */
export async function seedDemo(program: Program, { known, progress }: SeedDemo): Promise<SeededDemo> {
  const tenantId = await demoTenantId(program);
  if (known?.tenantId === tenantId) return { shop: known, imported: null };
  await ensureTestClock(await program.openSystemContext(tenantId));
  const desk = await program.openSystemContext(tenantId);
  const imported = await importHistory(desk, progress);
  await ensurePlans(desk, join(FOLDER, 'plans.json'));
  await train(desk, progress);
  const user = { email: USER_EMAIL, password: newPassword() };
  const staff = { email: STAFF_EMAIL, password: newPassword() };
  await ensureCustomer(desk, user);
  await ensureStaff(desk, staff);
  return { shop: { tenantId, ...(await newKeys(desk)), user, staff }, imported };
}

async function ensureTestClock(desk: Desk): Promise<void> {
  if (await findTestClock(desk.view)) return;
  await desk.transact((work) => createTestClock(work, { now: STARTS_AT }));
}

function importHistory(desk: Desk, progress: Progress): Promise<Imported> {
  const mapping = readMapping(readFileSync(join(FOLDER, 'online-retail.mapping.json'), 'utf8'));
  return importFile(desk, { path: join(FOLDER, 'online-retail.csv.gz'), mapping, progress });
}

async function train(desk: Desk, progress: Progress): Promise<void> {
  progress.begin('training', 1);
  await trainRecommender(desk);
  progress.end();
}

interface Login {
  readonly email: string;
  readonly password: string;
}

/** The imported customer with the most orders gets an address and a password, so that somebody with a history can sign in. */
async function ensureCustomer(desk: Desk, { email, password }: Login): Promise<void> {
  const userId = (await findUserByEmail(desk.view, email))?.id ?? (await findBusiestBuyerId(desk.view));
  if (!userId) throw new Error('the demo has no customer with an order');
  const passwordHash = await hashPassword(password);
  await desk.transact((work) => updateUser(work, { userId, email, name: 'Ada Demo', passwordHash }));
}

async function ensureStaff(desk: Desk, { email, password }: Login): Promise<void> {
  const passwordHash = await hashPassword(password);
  const known = await findUserByEmail(desk.view, email);
  await desk.transact((work) =>
    known
      ? updateUser(work, { userId: known.id, passwordHash, role: UserRole.STAFF })
      : registerUser(work, { email, name: 'Sam Staff', passwordHash, role: UserRole.STAFF }),
  );
}

async function newKeys(desk: Desk): Promise<{ publishableKey: string; secretKey: string }> {
  return desk.transact(async (work) => {
    const publishable = await createApiKey(work, { kind: 'PUBLISHABLE', name: 'demo' });
    const secret = await createApiKey(work, { kind: 'SECRET', name: 'demo' });
    return { publishableKey: publishable.text, secretKey: secret.text };
  });
}

/** 96 bits of chance: the demo may be shown to others. */
function newPassword(): string {
  return randomBytes(12).toString('base64url');
}
