package id.kezbek.sandbox.demo.finance;

import id.kezbek.sandbox.client.Payout;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The payouts to the partner's customers.
 *
 * @param references the references of the paid orders
 * @param fees the providers' fees
 */
record Payments(Set<String> references, BigDecimal amount, BigDecimal fees) {

    Payments {
        references = Set.copyOf(references);
    }

    static Payments of(List<Payout> payouts) {
        List<Payout.Attempt> paid = payouts.stream()
                .flatMap(payout -> payout.paidAttempts().stream())
                .toList();
        return new Payments(
                paid.stream().map(Payout.Attempt::reference).collect(Collectors.toSet()),
                paid.stream().map(Payout.Attempt::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
                paid.stream().map(Payout.Attempt::fee).reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
