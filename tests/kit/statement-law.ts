import type { DataSource } from 'typeorm';
import { CROSS_TENANT_MARK, crossTenantReasons } from '../../src/platform/database/cross-tenant';
import type { Statement } from '../../src/platform/database/engine';

/** Tables without tenant_id, each with its reason. */
export const tablesWithoutTenant: Readonly<Record<string, string>> = {
  account: 'stands above tenants: it owns them',
  tenant: 'is the tenant; its id is the tenant id, and statements name it',
  signing_key: 'one set of token keys serves the whole deployment',
  migration: 'the history of the schema',
};

/** The law of tenancy, applied to every statement that a test file causes. */
export class StatementLaw {
  readonly breaches: string[] = [];
  private readonly tenantTables: Set<string>;

  constructor(source: DataSource, more: readonly string[]) {
    this.tenantTables = new Set([...source.entityMetadatas.map(({ tableName }) => tableName), ...more]);
    for (const table of Object.keys(tablesWithoutTenant)) this.tenantTables.delete(table);
  }

  check({ sql }: Statement): void {
    const mark = /^\/\* cross-tenant: ([^*]+) \*\//.exec(sql);
    if (mark) {
      if (!(mark[1]! in crossTenantReasons)) this.breaches.push(`${CROSS_TENANT_MARK}${mark[1]} has no reason: ${sql}`);
      return;
    }
    const tables = [...sql.matchAll(/\b(?:FROM|JOIN|UPDATE|INTO)\s+`?(\w+)`?/gi)].map((match) => match[1]!);
    const touched = tables.filter((table) => this.tenantTables.has(table));
    if (touched.length > 0 && !/tenant_id/.test(sql)) this.breaches.push(`names no tenant: ${sql}`);
    // One tenant predicate for each table that is read, unless they are joined over the tenant.
    const mentions = sql.match(/tenant_id/g)?.length ?? 0;
    if (touched.length > 1 && mentions < touched.length) this.breaches.push(`names the tenant of only ${mentions} of ${touched.join(', ')}: ${sql}`);
  }
}
