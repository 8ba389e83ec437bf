/** A look behind the scenes: what the ledger and the shelf say, whatever the screens claim. */
import postgres from "postgres";

export type Transfer = { readonly kind: string; readonly amountMinor: number };
export type OnShelf = { readonly stock: number; readonly held: number };

export type Books = {
  /** All transfers ever, oldest first. */
  readonly listTransfers: () => Promise<readonly Transfer[]>;
  /** The amounts of all payments ever, in minor units, oldest first. */
  readonly listPaid: () => Promise<readonly number[]>;
  readonly onShelf: (sku: string) => Promise<OnShelf>;
  readonly close: () => Promise<void>;
};

export function openBooks(databaseUrl: string): Books {
  const sql = postgres(databaseUrl, { max: 1 });
  const listTransfers = async () => {
    const rows = await sql<{ kind: string; amount: string }[]>`
      select kind, amount from payments.transfer order by id`;
    return rows.map(({ kind, amount }) => ({ kind, amountMinor: Number(amount) }));
  };
  return {
    listTransfers,
    listPaid: async () => {
      const transfers = await listTransfers();
      return transfers.filter(({ kind }) => kind === "pay").map(({ amountMinor }) => amountMinor);
    },
    onShelf: async (sku) => {
      const [row] = await sql<OnShelf[]>`select stock, held from shop.variant where sku = ${sku}`;
      if (row === undefined) throw new Error(`There is no ${sku} on the shelf.`);
      return { stock: row.stock, held: row.held };
    },
    close: () => sql.end(),
  };
}
