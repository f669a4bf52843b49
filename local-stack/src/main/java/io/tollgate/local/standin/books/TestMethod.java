package io.tollgate.local.standin.books;

/**
 * One of Stripe's test payment methods, and what it is there for.
 *
 * @param id as Stripe's documentation names it
 * @param charge what comes of charging it
 * @param decline what is said if it declines, at once or later
 * @param later what happens to a payment that went well
 */
public record TestMethod(String id, Face face, Charge charge, Decline decline, Later later) {

    private static final Decline NONE = new Decline("", "");

    /**
     * What may be shown of it.
     *
     * @param type {@code card}, or a kind of bank debit
     * @param brand of a card; empty for a debit
     * @param lastDigits four of them
     */
    public record Face(String type, String brand, String lastDigits) {

        public boolean isCard() {
            return type.equals("card");
        }
    }

    /**
     * Why it was declined.
     *
     * @param code the error's
     * @param reason the issuer's; empty if the code says it all
     */
    public record Decline(String code, String reason) {}

    /** What comes of charging it. */
    public enum Charge {
        PAYS,
        DECLINES,
        NEEDS_ACTION,
        SETTLES_LATER,
        FAILS_LATER
    }

    /** What happens after it has paid. */
    public enum Later {
        NOTHING,
        REFUND_FAILS,
        REFUND_PENDS,
        DISPUTED,
        INQUIRED
    }

    static TestMethod card(String id, String brand, String lastDigits) {
        Face face = new Face("card", brand, lastDigits);
        return new TestMethod(id, face, Charge.PAYS, NONE, Later.NOTHING);
    }

    static TestMethod debit(String id, String type, Charge charge) {
        Decline decline =
                charge == Charge.FAILS_LATER ? new Decline("insufficient_funds", "") : NONE;
        return new TestMethod(id, new Face(type, "", "6789"), charge, decline, Later.NOTHING);
    }

    TestMethod declining(String code, String reason) {
        return new TestMethod(id, face, Charge.DECLINES, new Decline(code, reason), later);
    }

    TestMethod authenticating() {
        return new TestMethod(id, face, Charge.NEEDS_ACTION, decline, later);
    }

    TestMethod then(Later after) {
        return new TestMethod(id, face, charge, decline, after);
    }

    /** What a person is told who pays with it in vain. */
    public String refusalMessage() {
        return switch (decline.code().equals("card_declined") ? decline.reason() : decline.code()) {
            case "insufficient_funds" ->
                    face.isCard()
                            ? "Your card has insufficient funds."
                            : "The customer's account has insufficient funds to cover this"
                                    + " payment.";
            case "expired_card" -> "Your card has expired.";
            case "incorrect_cvc" -> "Your card's security code is incorrect.";
            case "processing_error" ->
                    "An error occurred while processing your card. Try again in a little bit.";
            default -> "Your card was declined.";
        };
    }
}
