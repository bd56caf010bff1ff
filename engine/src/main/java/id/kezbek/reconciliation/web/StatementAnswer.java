package id.kezbek.reconciliation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.reconciliation.imports.StatementFile;
import id.kezbek.reconciliation.imports.StatementFiles;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.web.reading.Amount;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An imported statement in API v2. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatementAnswer(
        String id,
        String provider,
        String profile,
        @JsonProperty("profile_version") int profileVersion,
        String sha256,
        long bytes,
        LocalDate from,
        LocalDate to,
        String state,
        @Nullable String reason,
        boolean complete,
        int lines,
        int rejected,
        @JsonProperty("rejected_lines") @Nullable List<Rejected> rejectedLines,
        Amount total,
        @Nullable Amount opening,
        @Nullable Amount closing,
        @JsonProperty("received_by") String receivedBy,
        @JsonProperty("received_at") Instant receivedAt,
        @JsonProperty("confirmed_by") @Nullable String confirmedBy,
        @JsonProperty("already_imported") @Nullable Boolean alreadyImported) {

    /** @param text the row without phone numbers */
    record Rejected(int line, String text, String reason) {}

    static StatementAnswer of(
            StatementFile file, @Nullable List<StatementFiles.Rejected> rejected, @Nullable Boolean alreadyImported) {
        return new StatementAnswer(
                Ids.text(file.id()),
                file.provider(),
                file.profile(),
                file.profileVersion(),
                file.sha256(),
                file.bytes(),
                file.from(),
                file.to(),
                file.state().name(),
                file.reason(),
                file.isComplete(),
                file.lines(),
                file.rejected(),
                rejected == null
                        ? null
                        : rejected.stream()
                                .map(row -> new Rejected(row.number(), row.text(), row.reason()))
                                .toList(),
                Amount.of(file.total()),
                amount(file.opening()),
                amount(file.closing()),
                file.receivedBy(),
                file.receivedAt(),
                file.confirmedBy(),
                alreadyImported);
    }

    static @Nullable Amount amount(@Nullable Money money) {
        return money == null ? null : Amount.of(money);
    }

    @Override
    public String toString() {
        return "StatementAnswer[" + id + "]";
    }
}
