package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.cashback.history.OfficersTransactions;
import id.kezbek.cashback.history.OfficersTransactions.Line;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.V1Envelope;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * v1's list of a partner's transactions for officers. As in the prototype, responses omit fields that are zero or
 * empty.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class OfficersTransactionsController {

    private static final String PATH = "/api/partner/v1/transactions";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** @param transaction the purchase's amount */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Transaction(
            long id,
            @JsonProperty("wallet_code") String walletCode,
            @Nullable String email,
            String msisdn,
            int qty,
            BigDecimal transaction,
            @Nullable BigDecimal cashback,
            @Nullable BigDecimal reward) {

        static Transaction of(Line line) {
            return new Transaction(
                    line.number(),
                    line.wallet(),
                    line.email(),
                    line.msisdn(),
                    line.quantity(),
                    plain(line.amount()),
                    line.cashback().isPositive() ? plain(line.cashback()) : null,
                    line.reward().isPositive() ? plain(line.reward()) : null);
        }

        private static BigDecimal plain(Money money) {
            BigDecimal shortest = money.decimal().stripTrailingZeros();
            return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
        }

        @Override
        public String toString() {
            return "Transaction[" + id + "]";
        }
    }

    /**
     * A page.
     *
     * @param number the number of transactions on earlier pages; absent for 0
     * @param size the maximum number of transactions on a page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Transactions(
            @Nullable List<Transaction> transactions,
            @Nullable Long number,
            int size,
            @JsonProperty("total_elements") @Nullable Long totalElements,
            @JsonProperty("total_pages") @Nullable Long totalPages) {

        static Transactions of(OfficersTransactions.Page page, OfficersTransactions.Found found) {
            long pages = (found.total() + page.limit() - 1) / page.limit();
            return new Transactions(
                    found.lines().isEmpty()
                            ? null
                            : found.lines().stream().map(Transaction::of).toList(),
                    positive(page.offset()),
                    page.limit(),
                    positive(found.total()),
                    positive(pages));
        }

        private static @Nullable Long positive(long number) {
            return number > 0 ? number : null;
        }
    }

    private final OfficersTransactions transactions;
    private final ListingStarts starts;

    OfficersTransactionsController(OfficersTransactions transactions, ListingStarts starts) {
        this.transactions = transactions;
        this.starts = starts;
    }

    @Allow(Role.OFFICER)
    @GetMapping(PATH)
    V1Envelope<Transactions> list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        OfficersTransactions.Page page = OfficersQuery.read(caller, parameters, starts);
        return V1Envelope.ok(Transactions.of(page, transactions.page(page)));
    }

    @Allow(Role.OFFICER)
    @GetMapping(PATH + "/{id}")
    V1Envelope<Transaction> one(Caller caller, @PathVariable String id) {
        if (!NUMBER.matcher(id).matches()) {
            throw Refusal.badField("id", "must be a transaction number");
        }
        Optional<Line> line = transactions.find(caller.requirePartner(), Long.parseLong(id));
        return V1Envelope.ok(line.map(Transaction::of)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no transaction has this id")));
    }
}
