/** A shopper who reads another language asks the screen for it; the phone asks its own browser. */
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, photograph } from "./rig/payer.ts";
import { checkOut, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop } = await prepareJourneys();

journey("screen and phone speak Korean", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Cedar Pencil");
  await checkOut(pc);
  await pc.getByRole("link", { name: "한국어" }).click();
  await heading(pc, "휴대폰 카메라로 스캔해 주세요").waitFor();
  await capture(pc, "terminal-waiting-korean");

  const phone = await openPhone({ locale: "ko-KR" });
  await openWithSystemCamera(phone, await photograph(pc));
  const pay = phone.getByRole("button", { name: "€2.50 결제" });
  await pay.waitFor();
  await capture(phone, "wallet-review-korean");
  await heading(pc, "휴대폰에서 계속해 주세요").waitFor();
  await pay.click();
  await heading(phone, "결제 완료").waitFor();
  await capture(phone, "wallet-paid-korean");
  await heading(pc, "결제 완료").waitFor();
});
