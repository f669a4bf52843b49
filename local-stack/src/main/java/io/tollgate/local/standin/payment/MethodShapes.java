package io.tollgate.local.standin.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.TestMethod;
import io.tollgate.local.standin.wire.Json;

/** A payment method as charges and errors show it. */
final class MethodShapes {

    private static final int EXPIRY_MONTH = 8;
    private static final int EXPIRY_YEAR = 2035;

    private MethodShapes() {}

    /** {@code payment_method_details} of a charge. */
    static ObjectNode details(TestMethod method) {
        String type = method.face().type();
        ObjectNode details = Json.object();
        details.set(type, inner(method.face()));
        return details.put("type", type);
    }

    /** The whole object, as an error shows it. */
    static ObjectNode object(TestMethod method, long created) {
        ObjectNode object = Json.object().put("id", method.id()).put("object", "payment_method");
        object.set(method.face().type(), inner(method.face()));
        object.put("created", created).putNull("customer").put("livemode", false);
        object.putObject("metadata");
        return object.put("type", method.face().type());
    }

    private static ObjectNode inner(TestMethod.Face face) {
        ObjectNode inner = Json.object().put("fingerprint", "standin" + face.lastDigits());
        inner.put("last4", face.lastDigits()).putNull("mandate");
        switch (face.type()) {
            case "card" -> card(inner, face.brand());
            case "us_bank_account" ->
                    inner.put("account_holder_type", "individual")
                            .put("account_type", "checking")
                            .put("bank_name", "STRIPE TEST BANK")
                            .put("routing_number", "110000000");
            default -> inner.put("bank_code", "37040044").put("country", "DE");
        }
        return inner;
    }

    private static void card(ObjectNode inner, String brand) {
        inner.put("brand", brand).put("country", "US");
        inner.putObject("checks")
                .putNull("address_line1_check")
                .putNull("address_postal_code_check")
                .put("cvc_check", "pass");
        inner.put("exp_month", EXPIRY_MONTH).put("exp_year", EXPIRY_YEAR);
        inner.put("funding", "credit").putNull("installments").put("network", brand);
        inner.putNull("three_d_secure").putNull("wallet");
    }
}
