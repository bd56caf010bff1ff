package id.kezbek.console.statements;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A preview of the import of a file, from API v2.
 *
 * @param fittingProfiles all formats that match the first columns of the file
 * @param refused why the import would refuse the file; null if it would accept the file
 * @param cut whether only the first rows are counted and added up
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

        /** Our reference; if the row does not have it, the provider's reference. */
        public @Nullable String reference() {
            return ourReference == null ? providerReference : ourReference;
        }
    }
}
