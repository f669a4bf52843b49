// Pays at the stand-in for Stripe, by a choice of its test cards.
import { json } from "./calls.js";

export async function standIn(place, intent) {
  document.querySelector("#methods").hidden = false;

  return {
    // Gives what became of it: {status}, {error} or {goTo: the page where the card's owner is asked}.
    async pay(returnUrl) {
      const { client_secret: secret, payment_intent_id: id } = await intent();
      const method = new FormData(document.querySelector("#form")).get("method");
      const answer = await json(`${place.stripe}/v1/payment_intents/${id}/confirm`, {
        method: "POST",
        headers: { Authorization: `Bearer ${place.key}` },
        body: new URLSearchParams({
          client_secret: secret,
          payment_method: method,
          return_url: returnUrl,
        }),
      });
      if (!answer.ok) {
        const error = answer.body.error;
        return { error: error?.message ?? `The payment was refused (${answer.status}).` };
      }
      const goTo = answer.body.next_action?.redirect_to_url?.url;
      return goTo ? { goTo } : { status: answer.body.status };
    },
  };
}
