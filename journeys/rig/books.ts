/** Behind the scenes: what the ledger and the shelf say, whatever the screens claim; and time, which nobody wants to wait for. */
import postgres from "postgres";

export type Transfer = { readonly kind: string; readonly amountMinor: number };
export type OnShelf = { readonly stock: number; readonly held: number };

export type Books = {
  /** All transfers ever, oldest first. */
  readonly listTransfers: () => Promise<readonly Transfer[]>;
  /** The amounts of all payments ever, in minor units, oldest first. */
  readonly listPaid: () => Promise<readonly number[]>;
  readonly onShelf: (sku: string) => Promise<OnShelf>;
  /** Lets the time pass until a request has only so much left. */
  readonly leaveTime: (reference: string, seconds: number) => Promise<void>;
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
    leaveTime: async (reference, seconds) => {
      await sql`
        update payments.payment_request set expires_at = now() + make_interval(secs => ${seconds})
        where reference = ${reference}`;
    },
    close: () => sql.end(),
  };
}
