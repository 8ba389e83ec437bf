/** One payment, in whatever state it is. */
import { paymentView, tryAgain } from "../payments.ts";
import { ApprovedScreen } from "./approved-screen.tsx";
import { CheckingScreen } from "./checking-screen.tsx";
import { LoadingScreen } from "./loading-screen.tsx";
import { RefusedScreen } from "./refused-screen.tsx";
import { ReviewScreen } from "./review-screen.tsx";
import { UnansweredScreen } from "./unanswered-screen.tsx";

export function PaymentScreen() {
  const view = paymentView.value;
  switch (view.state) {
    case "loading":
      return <LoadingScreen />;
    case "unanswered":
      return <UnansweredScreen why={view.why} onTryAgain={tryAgain} />;
    case "review":
    case "approving":
      return <ReviewScreen view={view} />;
    case "checking":
      return <CheckingScreen view={view} />;
    case "approved":
      return <ApprovedScreen payment={view.payment} />;
    case "refused":
      return <RefusedScreen view={view} />;
    default:
      return view satisfies never;
  }
}
