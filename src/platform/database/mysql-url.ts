/** For people: `mysql://root:secret@host/name` -> `mysql://root@host/name` */
export function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/[^:@/]*):[^@]*@/, '$1@');
}

/** The driver knows one name for both servers. */
export function mysqlUrl(url: string): string {
  return url.replace(/^mariadb:/, 'mysql:');
}
