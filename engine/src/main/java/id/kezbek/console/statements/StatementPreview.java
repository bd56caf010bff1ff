package id.kezbek.console.statements;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A preview of the import of a file, from API v2.
 *
 * @param fittingProfiles all formats whose columns match the first columns of the file
 * @param refused the reason why the import refuses the file
 * @param cut whether the counts and sums cover only the first rows
 */
public record StatementPreview(
        String profile,
        int profileVersion,
        List<String> fittingProfiles,
        @Nullable String refused,
        int rows,
        int rejected,
        boolean complete,
        boolean cut,
        Money total,
        List<Row> firstRows,
        List<Statement.Rejected> rejectedLines) {

    public record Row(
            int line,
            String kind,
            @Nullable String ourReference,
            @Nullable String providerReference,
            @Nullable String wallet,
            Money amount,
            @Nullable Money fee,
            @Nullable Money vat,
            Instant at) {

        /** Our reference; the provider's reference if the row does not contain ours. */
        public @Nullable String reference() {
            return ourReference == null ? providerReference : ourReference;
        }
    }
}
