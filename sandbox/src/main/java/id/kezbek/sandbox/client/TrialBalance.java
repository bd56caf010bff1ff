package id.kezbek.sandbox.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * All accounts of the ledger. Debits are positive, credits negative.
 *
 * @param sum the sum that the engine reports
 */
public record TrialBalance(List<Account> accounts, BigDecimal sum) {

    /** An account. The owner is a partner or a provider; it is empty for accounts of Kezbek. */
    public record Account(String kind, String owner, BigDecimal balance) {}

    public TrialBalance {
        accounts = List.copyOf(accounts);
    }

    static TrialBalance read(JsonNode body) {
        List<Account> accounts = new ArrayList<>();
        for (JsonNode account : body.path("accounts")) {
            accounts.add(new Account(
                    account.path("kind").asString(),
                    account.path("owner").asString(""),
                    Json.amount(account.path("balance"))));
        }
        return new TrialBalance(accounts, Json.amount(body.path("sum")));
    }

    /** The sum of all accounts, computed by this class. */
    public BigDecimal addedUp() {
        return accounts.stream().map(Account::balance).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The balance of an account; zero for an account without postings. */
    public BigDecimal of(String kind, String owner) {
        return accounts.stream()
                .filter(account ->
                        account.kind().equals(kind) && account.owner().equals(owner))
                .map(Account::balance)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
