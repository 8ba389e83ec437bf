/** The pages of the catalogue: the shelf with its search, and one product. */
import { Hono } from "hono";
import { countOf } from "#carts/rules";
import { refuse } from "#refuse";
import type { Services, ShopEnv } from "#services";
import { homePage } from "./home-page.ts";
import { choicesOf, findVariant, firstChoice, type Options, type Product } from "./product.ts";
import { productPage } from "./product-page.ts";
import { findProduct, listRelated, listTags } from "./product-store.ts";
import { readShelfQuery, shelfAddress } from "./shelf-query.ts";
import { listShelf } from "./shelf-store.ts";

export function catalogueRoutes({ database }: Services): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get("/", async (context) => {
    const query = readShelfQuery((name) => context.req.query(name));
    const [page, tags] = await Promise.all([listShelf(database, query), listTags(database)]);
    const isBeyond = page.products.length === 0 && query.edge !== null;
    if (isBeyond) return context.redirect(shelfAddress(query), 303);
    const cartCount = countOf(context.var.cart?.lines ?? []);
    return context.html(homePage({ query, page, tags, cartCount }));
  });

  routes.get("/products/:handle", async (context) => {
    const product = await findProduct(database, context.req.param("handle"));
    if (product === null) refuse("product_not_found");
    const chosen = readChoice(product, (name) => context.req.query(name));
    const variant = findVariant(product, chosen);
    const others = await listRelated(database, product);
    const cartCount = countOf(context.var.cart?.lines ?? []);
    return context.html(productPage({ product, variant, chosen, others, cartCount }));
  });

  return routes;
}

/** What the address says for `option1`, `option2` …; what it does not say is as in the first choice. */
function readChoice(product: Product, read: (name: string) => string | undefined): Options {
  const usual = firstChoice(product).options;
  return Object.fromEntries(
    choicesOf(product).flatMap(({ name, values }, place) => {
      const wanted = read(`option${place + 1}`);
      const value = values.find((one) => one === wanted) ?? usual[name] ?? values[0];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
