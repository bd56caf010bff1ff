package id.kezbek.notifications.news;

import id.kezbek.cashback.PurchaseAccepted;
import id.kezbek.cashback.PurchaseRefunded;
import id.kezbek.facts.EventReader;
import id.kezbek.facts.Fact;
import id.kezbek.notifications.TemplateName;
import id.kezbek.notifications.addresses.Contacts;
import id.kezbek.notifications.addresses.Contacts.Customer;
import id.kezbek.notifications.addresses.CorrectedAddresses;
import id.kezbek.notifications.addresses.ForgottenCustomers;
import id.kezbek.notifications.queue.Emails;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Creates e-mails to customers from events, in the partner's language. The e-mail goes to the address of the purchase;
 * for other events, it goes to the last known address. Without an address, nothing is sent. Each event creates its
 * e-mail only once, so an event that is read twice sends no second e-mail.
 */
@Component
class CustomerEmails {

    private static final NumberFormat NUMBER = NumberFormat.getNumberInstance(Locale.of("id", "ID"));

    private static final Map<Language, DateTimeFormatter> MOMENT = formats("d MMMM yyyy HH:mm 'WIB'");
    private static final Map<Language, DateTimeFormatter> DAY = formats("d MMMM yyyy");

    private final EventReader events;
    private final PartnerDirectory partners;
    private final Contacts contacts;
    private final CustomerIds customerIds;
    private final ForgottenCustomers forgotten;
    private final CorrectedAddresses corrected;

    CustomerEmails(
            EventReader events,
            PartnerDirectory partners,
            Contacts contacts,
            CustomerIds customerIds,
            ForgottenCustomers forgotten,
            CorrectedAddresses corrected) {
        this.events = events;
        this.partners = partners;
        this.contacts = contacts;
        this.customerIds = customerIds;
        this.forgotten = forgotten;
        this.corrected = corrected;
    }

    /** Stores the addresses of these events and returns their e-mails. */
    List<Emails.Email> of(List<Fact> facts) {
        List<CustomerNews> news = facts.stream()
                .map(fact -> CustomerNews.of(fact, events, partners))
                .flatMap(Optional::stream)
                .toList();
        Map<Customer, List<UUID>> ids = new HashMap<>();
        news.forEach(one ->
                ids.computeIfAbsent(one.customer(), customer -> List.of(customerIds.anyOf(customerOf(customer)))));
        news = withCorrected(withoutForgotten(news, ids), ids);
        keepAddresses(news);
        Map<Customer, String> known = contacts.find(news.stream()
                .filter(one -> one.email() == null && isWorthAnEmail(one))
                .map(CustomerNews::customer)
                .toList());
        List<Emails.Email> due = new ArrayList<>();
        for (CustomerNews one : news) {
            String recipient = one.email() == null ? known.get(one.customer()) : one.email();
            if (recipient != null && isWorthAnEmail(one)) {
                due.addAll(emails(one, recipient));
            }
        }
        return due;
    }

    /** Events from before a customer's erasure create no e-mails. */
    private List<CustomerNews> withoutForgotten(List<CustomerNews> news, Map<Customer, List<UUID>> ids) {
        Map<UUID, Instant> erased = forgotten.among(all(ids));
        return erased.isEmpty()
                ? news
                : news.stream().filter(one -> !isBefore(one, erased, ids)).toList();
    }

    /** E-mails about events from before a correction go to the corrected address. */
    private List<CustomerNews> withCorrected(List<CustomerNews> news, Map<Customer, List<UUID>> ids) {
        Map<UUID, Instant> corrections = corrected.among(all(ids));
        if (corrections.isEmpty()) {
            return news;
        }
        Map<Customer, String> known =
                contacts.find(news.stream().map(CustomerNews::customer).toList());
        return news.stream()
                .map(one -> {
                    String right = known.get(one.customer());
                    return one instanceof CustomerNews.Bought bought
                                    && bought.email() != null
                                    && right != null
                                    && isBefore(one, corrections, ids)
                            ? bought.to(right)
                            : one;
                })
                .toList();
    }

    private static List<UUID> all(Map<Customer, List<UUID>> ids) {
        return ids.values().stream().flatMap(List::stream).toList();
    }

    private static boolean isBefore(CustomerNews one, Map<UUID, Instant> times, Map<Customer, List<UUID>> ids) {
        return Objects.requireNonNull(ids.get(one.customer())).stream()
                .map(times::get)
                .anyMatch(at -> at != null && !one.at().isAfter(at));
    }

    private static CustomerOf customerOf(Customer customer) {
        return new CustomerOf(customer.partner(), new Msisdn(customer.msisdn()));
    }

    private void keepAddresses(List<CustomerNews> news) {
        Map<LocalDate, Map<Customer, String>> seen = new LinkedHashMap<>();
        for (CustomerNews one : news) {
            if (one.email() != null) {
                seen.computeIfAbsent(Jakarta.dayOf(one.at()), day -> new HashMap<>())
                        .put(one.customer(), one.email());
            }
        }
        seen.forEach((day, emails) -> contacts.keep(emails, day));
    }

    /** Customers of a suspended partner cannot buy there, so they get no e-mails about tier periods. */
    private static boolean isWorthAnEmail(CustomerNews news) {
        return switch (news) {
            case CustomerNews.Bought bought ->
                bought.email() != null
                        || isRewarded(bought)
                        || !bought.purchase().movesOrNone().isEmpty();
            case CustomerNews.Refunded refunded -> true;
            case CustomerNews.MovedDown moved -> moved.partner().isActive();
            case CustomerNews.Expiring expiring -> expiring.partner().isActive();
        };
    }

    private List<Emails.Email> emails(CustomerNews news, String recipient) {
        return switch (news) {
            case CustomerNews.Bought bought -> ofPurchase(bought, recipient);
            case CustomerNews.MovedDown moved ->
                List.of(moved(
                        TemplateName.TIER_DOWN,
                        moved,
                        recipient,
                        new Step(moved.tierBefore(), moved.tier(), moved.entry(), moved.expiresOn())));
            case CustomerNews.Refunded refunded -> List.of(ofRefund(refunded, recipient));
            case CustomerNews.Expiring expiring -> List.of(reminder(expiring, recipient));
        };
    }

    private List<Emails.Email> ofPurchase(CustomerNews.Bought bought, String recipient) {
        List<Emails.Email> emails = new ArrayList<>();
        UUID purchase = bought.id();
        Map<String, Object> model = purchaseModel(bought);
        if (bought.email() != null) {
            emails.add(email(TemplateName.TRANSACTION_INVOICE, purchase.toString(), bought, recipient, model));
        }
        if (isRewarded(bought)) {
            emails.add(email(TemplateName.REWARD, purchase.toString(), bought, recipient, model));
        }
        down(bought).ifPresent(step -> emails.add(moved(TemplateName.TIER_DOWN, bought, recipient, step)));
        up(bought).ifPresent(step -> emails.add(moved(TemplateName.TIER_UP, bought, recipient, step)));
        return emails;
    }

    private Emails.Email ofRefund(CustomerNews.Refunded refunded, String recipient) {
        PurchaseRefunded refund = refunded.refund();
        Map<String, Object> model = Map.ofEntries(
                Map.entry("company", refund.company()),
                Map.entry("transaction_id", refund.transactionId()),
                Map.entry("reference", refunded.reference()),
                Map.entry("date", moment(refunded)),
                Map.entry("msisdn", masked(refunded)),
                Map.entry("wallet", refund.wallet()),
                Map.entry("is_whole", refund.whole()),
                Map.entry("amount", rupiah(refund.amount())),
                Map.entry("cashback", rupiah(refund.cashback())),
                Map.entry("has_reward", refund.reward().isPositive()),
                Map.entry("reward", rupiah(refund.reward())),
                Map.entry("total", rupiah(refund.total())));
        return email(TemplateName.PURCHASE_REFUNDED, refund.refundId(), refunded, recipient, model);
    }

    /** A tier change. */
    private record Step(@Nullable String from, String to, int entry, LocalDate expiresOn) {

        static Step of(PurchaseAccepted.Moved move) {
            return new Step(move.from(), move.to(), move.entry(), move.expiresOn());
        }
    }

    private static List<Step> steps(CustomerNews.Bought bought, String cause) {
        return bought.purchase().movesOrNone().stream()
                .filter(move -> move.cause().equals(cause))
                .map(Step::of)
                .toList();
    }

    /** The tier change that results from periods that ended before the purchase; empty if the tier stayed the same. */
    private static Optional<Step> down(CustomerNews.Bought bought) {
        List<Step> expired = steps(bought, "EXPIRED");
        if (expired.isEmpty()) {
            return Optional.empty();
        }
        Step last = expired.getLast();
        String from = expired.getFirst().from();
        return last.to().equals(from)
                ? Optional.empty()
                : Optional.of(new Step(from, last.to(), last.entry(), last.expiresOn()));
    }

    private static Optional<Step> up(CustomerNews.Bought bought) {
        return steps(bought, "PROMOTED").stream().findFirst();
    }

    private Emails.Email moved(TemplateName template, CustomerNews news, String recipient, Step step) {
        Map<String, Object> model = Map.of(
                "company", news.partner().company(),
                "msisdn", masked(news),
                "tier_before", Objects.requireNonNullElse(step.from(), ""),
                "tier", step.to(),
                "date", moment(news),
                "expires_on", day(step.expiresOn(), news));
        return email(template, stay(news, step.entry()), news, recipient, model);
    }

    private Emails.Email reminder(CustomerNews.Expiring expiring, String recipient) {
        String lower = expiring.lowerTier();
        Map<String, Object> model = Map.of(
                "company", expiring.partner().company(),
                "msisdn", masked(expiring),
                "tier", expiring.tier(),
                "days_left", expiring.daysLeft(),
                "expires_on", day(expiring.expiresOn(), expiring),
                "has_lower", lower != null,
                "lower_tier", Objects.requireNonNullElse(lower, ""));
        return email(
                TemplateName.EXPIRY_REMINDER,
                stay(expiring, expiring.entry()) + " " + expiring.daysLeft(),
                expiring,
                recipient,
                model);
    }

    private Emails.Email email(
            TemplateName template, String subject, CustomerNews news, String recipient, Map<String, Object> model) {
        UUID id = UUID.nameUUIDFromBytes((template.name() + subject).getBytes(StandardCharsets.UTF_8));
        return new Emails.Email(
                id, template.name(), news.partner().language().code(), recipient, model, customerId(news));
    }

    /**
     * Identifies a tier period by the customer's id. The id of an e-mail is a hash without a key. If the hash contained
     * the phone number, the number could be guessed.
     */
    private String stay(CustomerNews news, int entry) {
        return customerId(news) + " " + entry;
    }

    private UUID customerId(CustomerNews news) {
        return customerIds.of(customerOf(news.customer()));
    }

    private static boolean isRewarded(CustomerNews.Bought bought) {
        return bought.purchase().reward().isPositive();
    }

    private static Map<String, Object> purchaseModel(CustomerNews.Bought bought) {
        PurchaseAccepted purchase = bought.purchase();
        return Map.ofEntries(
                Map.entry("company", purchase.company()),
                Map.entry("transaction_id", purchase.transactionId()),
                Map.entry("reference", bought.reference()),
                Map.entry("date", moment(bought)),
                Map.entry("msisdn", masked(bought)),
                Map.entry("wallet", purchase.wallet()),
                Map.entry("quantity", purchase.quantity()),
                Map.entry("amount", rupiah(purchase.amount())),
                Map.entry("cashback", rupiah(purchase.cashback())),
                Map.entry("has_reward", purchase.reward().isPositive()),
                Map.entry("reward", rupiah(purchase.reward())),
                Map.entry("total", rupiah(purchase.payable())),
                Map.entry("tier", purchase.tier()),
                Map.entry("recurring", purchase.recurring()));
    }

    private static String masked(CustomerNews news) {
        return new Msisdn(news.customer().msisdn()).masked();
    }

    private static String moment(CustomerNews news) {
        return Objects.requireNonNull(MOMENT.get(news.partner().language())).format(news.at());
    }

    private static String day(LocalDate day, CustomerNews news) {
        return Objects.requireNonNull(DAY.get(news.partner().language())).format(day);
    }

    private static Map<Language, DateTimeFormatter> formats(String pattern) {
        return Arrays.stream(Language.values())
                .collect(Collectors.toUnmodifiableMap(
                        language -> language,
                        language -> DateTimeFormatter.ofPattern(pattern, language.locale())
                                .withZone(Jakarta.ZONE)));
    }

    /**
     * An amount, for example Rp750.000; decimals are shown only if there are any. Both languages use the Indonesian
     * format.
     */
    private static String rupiah(Money money) {
        BigDecimal amount = money.decimal();
        // The number format is cloned: creating a new format costs more than the rest of the model, and threads cannot
        // share a format.
        NumberFormat format = (NumberFormat) NUMBER.clone();
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        format.setMinimumFractionDigits(whole ? 0 : 2);
        return "Rp" + format.format(amount);
    }
}
