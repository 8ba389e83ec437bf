/** Which migrations are still to be run: forward only, in the order of their numbers, and none that was changed since. */

export type Migration = { readonly name: string; readonly checksum: string };

export type MigrationPlan =
  | { readonly pending: readonly string[]; readonly refusal: null }
  | { readonly pending: null; readonly refusal: string };

/** @param files in the order of their names. @param applied what the database remembers. */
export function planMigrations(
  files: readonly Migration[],
  applied: readonly Migration[],
): MigrationPlan {
  const refusal = refusalToMigrate(files, applied);
  if (refusal !== null) return { pending: null, refusal };
  const done = new Set(applied.map(({ name }) => name));
  return {
    pending: files.map(({ name }) => name).filter((name) => !done.has(name)),
    refusal: null,
  };
}

function refusalToMigrate(files: readonly Migration[], applied: readonly Migration[]) {
  const checksums = new Map(files.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of applied) {
    if (!checksums.has(name)) {
      return `The database is newer than this Scantill: it has the migration ${name}, which is not known here. Start the version that made it, or a newer one.`;
    }
    if (checksums.get(name) !== checksum) {
      return `The migration ${name} was changed after it had been applied. Restore that file, and put the change into a new migration.`;
    }
  }
  const last =
    applied
      .map(({ name }) => name)
      .sort()
      .at(-1) ?? "";
  const done = new Set(applied.map(({ name }) => name));
  const late = files.find(({ name }) => name < last && !done.has(name));
  if (late === undefined) return null;
  return `The migration ${late.name} comes before ${last}, which is already applied. Give it the next free number.`;
}
