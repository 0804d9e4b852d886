import type { DataSource } from 'typeorm';
import { CROSS_TENANT_MARK, crossTenantReasons } from '../../src/platform/database/cross-tenant';
import type { Statement } from '../../src/platform/database/engine';
import { tenantReach, type LawTable, type TenantReach } from './tenant-reach';

/** Tables without tenant_id, each with its reason. */
export const tablesWithoutTenant: Readonly<Record<string, string>> = {
  account: 'stands above tenants: it owns them',
  tenant: 'is the tenant; its id is the tenant id, and statements name it',
  signing_key: 'one set of token keys serves the whole deployment',
  migration: 'the history of the schema',
};

/** Tables of the machinery that no entity describes. */
export const machineTables = ['event_pending', 'event_feed', 'event_consumer', 'event_stuck', 'job'];

/**
 * The law of tenancy, applied to every statement that a test file causes: what a View or Work asks holds each of its tables to
 * its own tenant, and what looks at all tenants is on the list with its reason.
 */
export class StatementLaw {
  readonly breaches: string[] = [];
  private readonly reaches = new Map<string, TenantReach>();

  constructor(private readonly tables: ReadonlyMap<string, LawTable>) {}

  static of(source: DataSource): StatementLaw {
    return new StatementLaw(lawTables(source));
  }

  check({ sql, parameters, tenantId }: Statement): void {
    // Settings and the end of a transaction touch no row.
    if (/^(\/\*.*?\*\/)?\s*(PRAGMA|ROLLBACK)\b/.test(sql)) return;
    if (tenantId === null) return this.checkReason(sql);
    let reach = this.reaches.get(sql);
    if (!reach) {
      reach = tenantReach(sql, this.tables);
      this.reaches.set(sql, reach);
      this.breaches.push(...reach.faults.map((fault) => `${fault}: ${sql}`));
    }
    const strangers = reach.tenantParameters.filter((index) => parameters[index] !== tenantId);
    if (strangers.length > 0) this.breaches.push(`asks for another tenant than its own: ${sql}`);
  }

  private checkReason(sql: string): void {
    const mark = /^\/\* cross-tenant: ([^*]+) \*\//.exec(sql);
    if (!mark || !(mark[1]! in crossTenantReasons)) this.breaches.push(`looks at all tenants without a reason (${CROSS_TENANT_MARK}...): ${sql}`);
  }
}

function lawTables(source: DataSource): Map<string, LawTable> {
  const tables = new Map<string, LawTable>(machineTables.map((name) => [name, { tenantColumn: 'tenant_id', hasKeyAcrossTenants: false }]));
  for (const { tableName, columns, indices } of source.entityMetadatas) {
    const hasTenant = columns.some(({ databaseName }) => databaseName === 'tenant_id');
    const hasKeyAcrossTenants = indices.some(({ isUnique, columns: key }) => isUnique && key.every(({ databaseName }) => databaseName !== 'tenant_id'));
    if (hasTenant) tables.set(tableName, { tenantColumn: 'tenant_id', hasKeyAcrossTenants });
  }
  return tables.set('tenant', { tenantColumn: 'id', hasKeyAcrossTenants: false });
}
