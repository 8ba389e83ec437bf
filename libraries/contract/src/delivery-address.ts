/** Where the goods go: handed over by the phone with the payment, and only when the request asks for it. */
import { z } from "zod";
import { displayTextSchema } from "./values.ts";

export const deliveryAddressSchema = z.strictObject({
  name: displayTextSchema(100),
  lines: z.array(displayTextSchema(100)).min(1).max(4),
  postalCode: displayTextSchema(20).optional(),
  city: displayTextSchema(100),
  /** ISO 3166-1, two upper-case letters. */
  country: z.string().regex(/^[A-Z]{2}$/, "must be two upper-case letters"),
  phone: displayTextSchema(30).optional(),
});
export type DeliveryAddress = z.infer<typeof deliveryAddressSchema>;
