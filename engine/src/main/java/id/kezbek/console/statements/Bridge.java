package id.kezbek.console.statements;

import id.kezbek.shared.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The change of a provider's float on one day, in the statement and in the books. */
public record Bridge(
        String provider,
        LocalDate day,
        boolean complete,
        List<String> missing,
        @Nullable Money opening,
        List<Part> parts,
        @Nullable Money closing,
        @Nullable Money residual) {

    public record Part(String kind, Money statement, Money books, Money difference) {}

    public String tone() {
        return !complete ? "wait" : residual != null && residual.decimal().signum() == 0 ? "good" : "bad";
    }
}
