import { startMysqlInstance } from '../tests/kit/mysql-instance';
import { writeFileSync } from 'node:fs';
startMysqlInstance().then(i => { console.log(i.url); writeFileSync('/tmp/mysql-url', i.url); setInterval(()=>{},1000); process.on('SIGTERM',()=>i.stop().then(()=>process.exit(0))); });
