package id.kezbek.console.transactions;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cashback rule from API v2, with its versions. */
public record Rule(
        long id,
        @Nullable String partner,
        @Nullable String wallet,
        Terms terms,
        @Nullable List<Version> versions) {

    public record Version(Terms terms) {}

    public record Terms(
            int version,
            int quantityFrom,
            @Nullable Integer quantityBelow,
            Money amountFrom,
            @Nullable Money amountBelow,
            BigDecimal percent,
            @Nullable Money cap) {}

    /** The terms of a version. */
    public Terms of(int version) {
        return versions == null
                ? terms
                : versions.stream()
                        .map(Version::terms)
                        .filter(one -> one.version() == version)
                        .findFirst()
                        .orElse(terms);
    }
}
