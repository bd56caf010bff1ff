package id.kezbek.payouts;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.reading.PayoutItems;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Releases payouts that waited for the partner's funds, the oldest first. The release takes the amounts from the funds
 * and writes the ledger lines. The acceptance of the purchase did neither. If the funds do not cover a payout, newer
 * payouts wait too. Otherwise a large payout might wait forever.
 */
@Component
public class ReleaseFunded {

    private static final Logger log = LoggerFactory.getLogger(ReleaseFunded.class);

    /** The maximum number of payouts of one transaction. The job releases the remaining payouts. */
    public static final int AT_ONCE = 100;

    private static final int PARTNERS_A_RUN = 100;

    /** A number that is lower than any partner id. */
    private static final long NOBODY = -1;

    private static final Account CUSTOMER_PAYABLE = Account.own(AccountKind.CUSTOMER_PAYABLE);

    private final Payouts payouts;
    private final PayoutItems items;
    private final Wallets wallets;
    private final PartnerDirectory partners;
    private final DataVersions versions;
    private final FundingSlots fundingSlots;
    private final Ledger ledger;
    private final Facts facts;
    private final Ids ids;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    /** The last partner that the job has processed. */
    private volatile long last = NOBODY;

    ReleaseFunded(
            Payouts payouts,
            PayoutItems items,
            Wallets wallets,
            PartnerDirectory partners,
            DataVersions versions,
            FundingSlots fundingSlots,
            Ledger ledger,
            Facts facts,
            Ids ids,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.payouts = payouts;
        this.items = items;
        this.wallets = wallets;
        this.partners = partners;
        this.versions = versions;
        this.fundingSlots = fundingSlots;
        this.ledger = ledger;
        this.facts = facts;
        this.ids = ids;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Releases the payouts that the funds cover, at most {@link #AT_ONCE}. Uses the caller's transaction or a new one.
     *
     * @return the number of released payouts
     */
    public int release(PartnerId partner) {
        return Objects.requireNonNull(transactions.execute(status -> {
            // Locks the slots first, as all changes of funds do, and then locks the payouts.
            Money available = fundingSlots.lockAll(partner);
            versions.refresh();
            return release(partners.find(partner).orElseThrow(), available);
        }));
    }

    /** Releases payouts under the partner's new terms, in the transaction that changes the terms. */
    public int releaseUnder(Partner terms) {
        return release(terms, fundingSlots.lockAll(terms.id()));
    }

    /**
     * For the job: releases the payouts that the funds cover, for the next 100 partners with waiting payouts. If a
     * partner's release fails, the failure is logged, and the other partners' payouts are still released.
     */
    public int releaseAll() {
        return releaseNext(PARTNERS_A_RUN);
    }

    public int releaseNext(int most) {
        List<Payouts.Owed> next = payouts.oldestHeldForFunding(last, most);
        last = next.size() < most ? NOBODY : next.getLast().partner().value();
        int released = 0;
        for (Payouts.Owed oldest : next) {
            try {
                if (hasRoom(oldest)) {
                    released += release(oldest.partner());
                }
            } catch (RuntimeException failed) {
                log.atError()
                        .addKeyValue("partner", oldest.partner())
                        .setCause(failed)
                        .log("Payouts of a partner could not be released; continuing with other partners");
            }
        }
        return released;
    }

    /** Checks without locks, because the locks would slow down the partner's purchases. */
    private boolean hasRoom(Payouts.Owed oldest) {
        return partners.find(oldest.partner())
                .filter(partner -> !partner.isLimited()
                        || fundingSlots.available(partner.id()).atLeast(oldest.amount()))
                .isPresent();
    }

    private int release(Partner partner, Money available) {
        List<Payouts.Owed> fitting = new ArrayList<>();
        Money left = available;
        for (Payouts.Owed waiting : payouts.lockHeldForFunding(partner.id(), AT_ONCE)) {
            if (partner.isLimited() && left.below(waiting.amount())) {
                break;
            }
            left = left.minus(waiting.amount());
            fitting.add(waiting);
        }
        if (!fitting.isEmpty()) {
            if (partner.isLimited()) {
                fundingSlots.set(partner.id(), left);
            }
            write(partner, fitting, clock.instant());
        }
        return fitting.size();
    }

    private void write(Partner partner, List<Payouts.Owed> released, Instant now) {
        Account funding = fundingOf(partner);
        ledger.open(funding, CUSTOMER_PAYABLE);
        Pipeline writing = new Pipeline();
        payouts.releaseFunded(
                writing,
                released.stream()
                        .map(payout -> new Payouts.Release(payout.id(), isBelowMinimum(payout)))
                        .toList(),
                now);
        ledger.post(
                writing,
                items.of(released.stream().map(Payouts.Owed::id).toList()).stream()
                        .map(item -> new Movement(
                                ids.next(),
                                MovementKind.ACCEPT,
                                item.purchase(),
                                funding,
                                CUSTOMER_PAYABLE,
                                item.amount(),
                                now))
                        .toList());
        facts.append(
                writing,
                released.stream()
                        .map(payout -> Fact.of(
                                new PayoutEvent.Funded(
                                        payout.partner(),
                                        partner.code(),
                                        payout.wallet(),
                                        payout.amount(),
                                        funding.kind()),
                                payout.id(),
                                now))
                        .toList());
        writing.run(jdbc);
    }

    private boolean isBelowMinimum(Payouts.Owed payout) {
        return payout.amount().below(wallets.require(payout.wallet()).minimum());
    }

    private static Account fundingOf(Partner partner) {
        return switch (partner.fundingMode()) {
            case PREPAID -> Account.ofPartner(AccountKind.FUNDING, partner.code());
            case POSTPAID -> Account.ofPartner(AccountKind.RECEIVABLE, partner.code());
        };
    }
}
