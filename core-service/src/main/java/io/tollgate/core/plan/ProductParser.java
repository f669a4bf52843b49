package io.tollgate.core.plan;

import io.tollgate.core.plan.YamlReader.Entry;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the {@code products} part of a catalogue: what is sold once, and for how much. */
final class ProductParser {

    private static final Set<String> KEYS = Set.of("name", "prices");

    /** Ids elsewhere are as long at most; orders keep it in every line. */
    private static final String SKU = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** More digits than any amount that can be charged. */
    private static final String AMOUNT = "[0-9]{1,15}(\\.[0-9]{1,6})?";

    private static final int MAX_NAME = 250;

    private final YamlReader yaml;

    ProductParser(YamlReader yaml) {
        this.yaml = yaml;
    }

    Map<String, Product> products(@Nullable Entry products) {
        Map<String, Product> bySku = new LinkedHashMap<>();
        if (products != null) {
            yaml.mapping(products.value(), "products")
                    .forEach((sku, entry) -> bySku.put(sku, product(sku, entry)));
        }
        return bySku;
    }

    private Product product(String sku, Entry entry) {
        if (!sku.matches(SKU)) {
            yaml.refuse(entry.key(), "a sku is letters, digits, '.', '_' and '-', at most 100");
        }
        Map<String, Entry> parts = yaml.mapping(entry.value(), "product '" + sku + "'");
        parts.forEach(
                (key, part) -> {
                    if (!KEYS.contains(key)) {
                        yaml.refuse(part.key(), "unknown key '" + key + "'");
                    }
                });
        Entry prices = parts.get("prices");
        if (prices == null) {
            yaml.refuse(entry.key(), "product '" + sku + "' lacks 'prices'");
        }
        return new Product(
                sku, name(sku, entry, parts.get("name")), prices == null ? Map.of() : of(prices));
    }

    private String name(String sku, Entry product, @Nullable Entry name) {
        String text = name == null ? null : yaml.text(name.value(), "the name of a product");
        if (name == null) {
            yaml.refuse(product.key(), "product '" + sku + "' lacks 'name'");
        } else if (text != null && text.length() > MAX_NAME) {
            yaml.refuse(name.value(), "a name is at most " + MAX_NAME + " characters long");
        }
        return text == null ? sku : text;
    }

    private Map<String, Long> of(Entry prices) {
        Map<String, Long> byCurrency = new HashMap<>();
        yaml.mapping(prices.value(), "prices")
                .forEach(
                        (currency, price) -> {
                            if (!MinorUnits.isCurrency(currency)) {
                                yaml.refuse(price.key(), "a currency is three small letters");
                                return;
                            }
                            Long amount = amount(price.value(), currency);
                            if (amount != null) {
                                byCurrency.put(currency, amount);
                            }
                        });
        if (byCurrency.isEmpty()) {
            yaml.refuse(prices.key(), "at least one price is needed, such as usd: 19.00");
        }
        return byCurrency;
    }

    private @Nullable Long amount(Node node, String currency) {
        String text = yaml.text(node, "a price");
        if (text == null) {
            return null;
        }
        Long amount = text.matches(AMOUNT) ? MinorUnits.of(new BigDecimal(text), currency) : null;
        if (amount == null) {
            yaml.refuse(node, "'" + text + "' is not an amount of " + currency + ", as in 19.00");
            return null;
        }
        String fault = MinorUnits.fault(amount, currency);
        if (fault != null) {
            yaml.refuse(node, "the price in minor units, " + amount + ", " + fault);
        }
        return amount;
    }
}
