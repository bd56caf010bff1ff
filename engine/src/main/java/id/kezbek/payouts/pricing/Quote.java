package id.kezbek.payouts.pricing;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider's fee and routing verdict for a payout. Stored with the attempt, or with the payout if no provider was
 * chosen.
 */
public record Quote(String provider, Money fee, Verdict verdict) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads quotes in the form that {@link #json} writes. */
    public static List<Quote> read(String json) {
        return JSON.readTree(json)
                .valueStream()
                .map(quote -> new Quote(
                        quote.get("provider").asString(),
                        Money.rupiah(new BigDecimal(quote.get("fee").asString())),
                        Verdict.valueOf(quote.get("verdict").asString())))
                .toList();
    }

    /** The stored form: an array of provider, fee (two decimals), verdict and reason, with the best quote first. */
    public static String json(List<Quote> quotes) {
        var array = JSON.createArrayNode();
        for (Quote quote : quotes) {
            array.addObject()
                    .put("provider", quote.provider())
                    .put("fee", quote.fee().decimal().toPlainString())
                    .put("verdict", quote.verdict().name())
                    .put("reason", quote.verdict().reason());
        }
        return array.toString();
    }
}
