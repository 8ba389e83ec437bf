/** A database that remembers which statements it was sent, in their order and without their values. */
import type { Reader, TenantDatabase } from "#tenant";

type Sql = Reader["sql"];
type AnyFunction = (...given: unknown[]) => unknown;

export function watchStatements(database: TenantDatabase) {
  const statements: string[] = [];
  const watch = <Some extends Sql>(sql: Some): Some =>
    new Proxy(sql, {
      apply: (target, self, given: unknown[]) => {
        const [strings] = given;
        if (Array.isArray(strings) && "raw" in strings)
          statements.push(strings.join("?").replaceAll(/\s+/g, " ").trim());
        return Reflect.apply(target as unknown as AnyFunction, self, given);
      },
      get: (target, name) => {
        const member = Reflect.get(target, name) as AnyFunction;
        return name === "begin"
          ? (work: (tx: Sql) => unknown) => member((tx: unknown) => work(watch(tx as Sql)))
          : member;
      },
    });
  return { database: { ...database, sql: watch(database.sql) }, statements };
}
