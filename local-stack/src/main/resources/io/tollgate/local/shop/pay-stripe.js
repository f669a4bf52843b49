// Pays at Stripe, in test mode, by Stripe's own Payment Element.

export async function stripeItself(place, intent) {
  const stripe = window.Stripe(place.key);
  const { client_secret: clientSecret } = await intent();
  const elements = stripe.elements({ clientSecret });
  elements.create("payment").mount("#element");

  return {
    async pay(returnUrl) {
      const result = await stripe.confirmPayment({
        elements,
        confirmParams: { return_url: returnUrl },
        redirect: "if_required",
      });
      return result.error
        ? { error: result.error.message }
        : { status: result.paymentIntent.status };
    },
  };
}
