import { openProgram } from '/work/wt/import/src/app/program';
import { readConfig } from '/work/wt/import/src/platform/config/config';
import { createLogger } from '/work/wt/import/src/platform/observability/logger';
import { importFile } from '/work/wt/import/src/cli/import/import-file';
import { readMapping } from '/work/wt/import/src/cli/import/mapping';
import { createTenant } from '/work/wt/import/src/capabilities/tenants/actions/create-tenant';
import { readFileSync } from 'node:fs';
async function main() {
  const program = await openProgram(readConfig(process.env), createLogger('error'));
  const {tenantId} = process.env.TENANT ? {tenantId: process.env.TENANT} : await createTenant(program.database, { name: 'x', mode: 'TEST', currency: 'GBP', timeZone: 'Europe/London' }, []);
  const desk = await program.openSystemContext(tenantId);
  const t0 = performance.now();
  let t=t0, part='';
  const progress = { begin: (p: string, total: number) => { part=p; t=performance.now(); console.log(p,total) }, advance: () => {}, end: () => console.log(part, Math.round(performance.now()-t)) };
  const result = await importFile(desk, { path: '/work/wt/import/demo/online-retail.csv.gz', mapping: readMapping(readFileSync('/work/wt/import/demo/online-retail.mapping.json','utf8')), progress });
  console.log(JSON.stringify(process.cpuUsage()),Math.round(performance.now()-t0), tenantId, JSON.stringify(result,(k,v)=>typeof v==='bigint'?Number(v):v,1), Math.round(process.memoryUsage().rss/1e6));
  await program.close();
}
main().catch(e=>{console.error(e);process.exit(1)});
