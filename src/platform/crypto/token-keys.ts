import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { newId } from '../../kernel/id';
import { ConfigError } from '../config/config';
import type { Database } from '../database/database';
import { instantToText } from '../database/instant-text';
import type { Sealer } from './seal';

const PURPOSE = 'token signing key';
const ALGORITHM = 'EdDSA';
export type SigningKey = Awaited<ReturnType<typeof importJWK>>;

/** The keys that access tokens are signed with, shared by all processes. The newest signs; all verify. */
export interface TokenKeys {
  readonly current: { readonly kid: string; readonly privateKey: SigningKey };
  readonly publicKeys: ReadonlyMap<string, SigningKey>;
  /** For /.well-known/jwks.json. */
  readonly jwks: { readonly keys: readonly JWK[] };
}

/** Makes the first key when there is none. Throws ConfigError when the secret is not the one that sealed the keys. */
export async function loadTokenKeys(database: Database, sealer: Sealer): Promise<TokenKeys> {
  const known = await findTokenKeys(database, sealer);
  if (known) return known;
  await makeFirst(database, sealer);
  return openRows(await readRows(database), sealer);
}

/** Null before any program has served from this database. Throws ConfigError like loadTokenKeys. */
export async function findTokenKeys(database: Database, sealer: Sealer): Promise<TokenKeys | null> {
  const rows = await readRows(database);
  return rows.length > 0 ? openRows(rows, sealer) : null;
}

interface KeyRow {
  id: string;
  public_jwk: string;
  sealed_private_jwk: string;
}

async function readRows(database: Database): Promise<KeyRow[]> {
  return (await database
    .across('signing keys')
    .query('SELECT id, public_jwk, sealed_private_jwk FROM signing_key ORDER BY generation DESC', [])) as unknown as KeyRow[];
}

/** How many signing keys an older secret has sealed. */
export async function countOldTokenKeys(database: Database, sealer: Sealer): Promise<number> {
  return (await readRows(database)).filter(({ sealed_private_jwk: sealed }) => !sealed.startsWith(sealer.mark)).length;
}

/** Seals the signing keys by the newest secret; returns how many it had to. The keys themselves stay: access tokens go on being valid. */
export async function resealTokenKeys(database: Database, sealer: Sealer): Promise<number> {
  const old = (await readRows(database)).filter(({ sealed_private_jwk: sealed }) => !sealed.startsWith(sealer.mark));
  for (const row of old) {
    const resealed = sealer.seal(opened(row, sealer), PURPOSE);
    await database
      .across('signing keys')
      .execute('UPDATE signing_key SET sealed_private_jwk = ? WHERE id = ? AND sealed_private_jwk = ?', [resealed, row.id, row.sealed_private_jwk]);
  }
  return old.length;
}

/** Two processes that start at once both try; `generation` is unique, so one key is kept and both use it. */
async function makeFirst(database: Database, sealer: Sealer): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), alg: ALGORITHM, use: 'sig' };
  const sealed = sealer.seal(JSON.stringify(await exportJWK(privateKey)), PURPOSE);
  try {
    await database
      .across('signing keys')
      .execute('INSERT INTO signing_key (generation, id, public_jwk, sealed_private_jwk, created_at) VALUES (1, ?, ?, ?, ?)', [
        newId('kid'),
        JSON.stringify(publicJwk),
        sealed,
        instantToText(database.clock.now()),
      ]);
  } catch (error) {
    if (!database.isDuplicateKey(error)) throw error;
  }
}

async function openRows(rows: readonly KeyRow[], sealer: Sealer): Promise<TokenKeys> {
  const publicJwks = rows.map(({ id, public_jwk: jwk }) => ({ ...(JSON.parse(jwk) as JWK), kid: id }));
  const newest = rows[0]!;
  const privateJwk = JSON.parse(opened(newest, sealer)) as JWK;
  const publicKeys = await Promise.all(
    publicJwks.map(async (jwk): Promise<[string, SigningKey]> => [jwk.kid, await importJWK(jwk, ALGORITHM)]),
  );
  return {
    current: { kid: newest.id, privateKey: await importJWK(privateJwk, ALGORITHM) },
    publicKeys: new Map(publicKeys),
    jwks: { keys: publicJwks },
  };
}

function opened({ sealed_private_jwk: sealed }: KeyRow, sealer: Sealer): string {
  try {
    return sealer.open(sealed, PURPOSE);
  } catch (error) {
    throw new ConfigError('PERENNIAL_SECRET is not the secret that the keys in this database were sealed with (when it is not set, the one in DATA_DIR is taken).', { cause: error });
  }
}
