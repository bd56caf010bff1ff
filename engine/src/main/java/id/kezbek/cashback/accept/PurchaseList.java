package id.kezbek.cashback.accept;

import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Acceptance.Refused;
import id.kezbek.cashback.accept.Acceptance.Repeated;
import id.kezbek.cashback.accept.PurchaseRecords.Recorded;
import id.kezbek.cashback.accept.References.Key;
import id.kezbek.cashback.accept.References.Taken;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.rules.RuleBook;
import id.kezbek.cashback.rules.RuleSpending;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.loyalty.Advance;
import id.kezbek.loyalty.Ladder;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Standing;
import id.kezbek.loyalty.Totals;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.Wallets;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides a batch of purchases in order of arrival. Each decision takes into account the effects of earlier purchases
 * of the batch on references, tiers, funding and limits. The class does not access the database.
 */
final class PurchaseList {

    /** The settings that apply to this batch. */
    record InForce(PartnerDirectory partners, Wallets wallets, RuleBook rules, Ladder ladder) {}

    /** The data that was read for this batch. If another transaction changes this data, writing the batch fails. */
    record Known(
            Map<Key, Taken> taken,
            Map<MemberKey, Members.Found> members,
            FundingSlots.Taking funding,
            RuleSpending.Spent spent) {}

    private final InForce inForce;
    private final Known known;
    private final Ids ids;
    private final Instant at;
    private final LocalDate today;

    private final Map<Key, Taken> newReferences = new LinkedHashMap<>();
    private final Map<MemberKey, Standing> newStandings = new LinkedHashMap<>();
    private final Map<MemberKey, Totals> newTotals = new HashMap<>();
    private final List<Members.Moved> moves = new ArrayList<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private final Map<Key, Taken> taken;

    PurchaseList(InForce inForce, Known known, Ids ids, Instant at) {
        this.inForce = inForce;
        this.known = known;
        this.ids = ids;
        this.at = at;
        this.today = Jakarta.dayOf(at);
        this.taken = new HashMap<>(known.taken());
    }

    Acceptance decide(Purchase purchase) {
        Optional<Partner> partner = inForce.partners().find(purchase.partner());
        if (partner.isEmpty() || !partner.get().isActive()) {
            return refused(ErrorCode.UNAUTHORIZED, "the partner is suspended; ask Kezbek to activate it");
        }
        Taken first = taken.get(Key.of(purchase));
        if (first != null) {
            return again(purchase, first);
        }
        if (inForce.wallets().find(purchase.wallet()).isEmpty()) {
            return refused(ErrorCode.WALLET_INVALID, "merchant_code must be the code of an active wallet");
        }
        return switch (inForce.rules().decide(purchase, at)) {
            case RuleBook.NoCashback none ->
                refused(ErrorCode.NO_CASHBACK, "no cashback for the given quantity and amount");
            case RuleBook.Granted granted ->
                accept(purchase, partner.get(), known.spent().trim(purchase, granted, today));
        };
    }

    /** The result of a purchase whose reference was already used. */
    static Acceptance again(Purchase purchase, Taken first) {
        return first.isBy(purchase) ? new Repeated(first.purchase(), first.at()) : conflict();
    }

    Map<Key, Taken> newReferences() {
        return newReferences;
    }

    List<Members.Change> memberChanges() {
        return newStandings.entrySet().stream()
                .map(entry -> new Members.Change(
                        entry.getKey(),
                        entry.getValue(),
                        versionAfter(entry.getKey()),
                        Objects.requireNonNull(newTotals.get(entry.getKey()))))
                .toList();
    }

    List<Members.Moved> moves() {
        return moves;
    }

    List<Recorded> recorded() {
        return recorded;
    }

    private Acceptance accept(Purchase purchase, Partner partner, RuleBook.Granted granted) {
        MemberKey member = new MemberKey(purchase.partner(), purchase.msisdn());
        Standing before = standing(member);
        Advance advance = inForce.ladder().count(before, today);
        Money payable = granted.cashback().plus(advance.reward());
        boolean isFunded =
                !partner.isLimited() || !payable.isPositive() || known.funding().take(partner.id(), payable);
        if (!isFunded && partner.shortFunding() == Partner.ShortFunding.REFUSE) {
            return refused(
                    ErrorCode.FUNDING_SHORT,
                    "the partner's available funds do not cover this cashback; the partner must top up");
        }
        known.spent().take(purchase, granted, today);
        UUID id = ids.next();
        advance.moves().forEach(move -> moves.add(new Members.Moved(member, move, id, at)));
        newStandings.put(member, advance.after());
        newTotals.merge(member, Totals.ofOne(purchase.amount(), granted.cashback(), advance.reward()), Totals::plus);
        Taken taking = new Taken(purchase.fingerprint(), id, at);
        newReferences.put(Key.of(purchase), taking);
        taken.put(Key.of(purchase), taking);
        Accepted accepted = new Accepted(
                id,
                at,
                granted,
                advance.before(),
                advance.after(),
                advance.reward(),
                payable.isPositive() ? ids.next() : null,
                isFunded);
        recorded.add(new Recorded(purchase, partner, accepted, advance.moves()));
        return accepted;
    }

    private @Nullable Standing standing(MemberKey member) {
        Standing here = newStandings.get(member);
        Members.Found found = known.members().get(member);
        return here != null || found == null ? here : found.standing();
    }

    private int versionAfter(MemberKey member) {
        Members.Found found = known.members().get(member);
        return found == null ? 1 : found.version() + 1;
    }

    private static Refused conflict() {
        return new Refused(new Refusal(
                ErrorCode.REFERENCE_CONFLICT,
                "transaction_reference was already used for a purchase with other values",
                List.of(new Refusal.FieldError(
                        "transaction_reference", "was already used for a purchase with other values; use a new one"))));
    }

    private static Refused refused(ErrorCode code, String message) {
        return new Refused(new Refusal(code, message));
    }
}
