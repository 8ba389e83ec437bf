/** The pages of the catalogue: the shelf with its search, and one product. */
import { Hono } from "hono";
import { countOf } from "#carts/rules";
import { refuse } from "#refuse";
import type { Services, ShopEnv } from "#services";
import { homePage } from "./home-page.ts";
import { searchTerms } from "./product.ts";
import { productPage } from "./product-page.ts";
import { findProduct, listProducts, listRelated, listTags } from "./product-store.ts";

const longestQuery = 80;

export function catalogueRoutes({ database }: Services): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get("/", async (context) => {
    const query = (context.req.query("q") ?? "").trim().slice(0, longestQuery);
    const [products, tags] = await Promise.all([
      listProducts(database, searchTerms(query)),
      listTags(database),
    ]);
    const cartCount = countOf(context.var.cart?.lines ?? []);
    return context.html(homePage({ products, tags, query, cartCount }));
  });

  routes.get("/products/:handle", async (context) => {
    const product = await findProduct(database, context.req.param("handle"));
    if (product === null) refuse("product_not_found");
    const others = await listRelated(database, product);
    const cartCount = countOf(context.var.cart?.lines ?? []);
    return context.html(productPage({ product, others, cartCount }));
  });

  return routes;
}
