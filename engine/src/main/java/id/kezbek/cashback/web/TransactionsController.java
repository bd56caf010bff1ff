package id.kezbek.cashback.web;

import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.PurchaseRecord;
import id.kezbek.cashback.history.PurchaseArchive;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.idempotency.KeyedByReference;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.payouts.AwaitPayouts;
import id.kezbek.payouts.PayoutState;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Prefer;
import id.kezbek.shared.web.reading.Query;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** v2 operations to report, find and list purchases. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class TransactionsController {

    static final String PATH = "/api/v2/transactions";
    /**
     * The number of purchases that a search by payout state reads for one page. No index finds a partner's purchases by
     * this state, so the search must read many purchases.
     */
    static final int STATES_LOOKED_AT = 1_000;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final AcceptPurchase acceptPurchase;
    private final AwaitPayouts awaitPayouts;
    private final PurchaseArchive archive;
    private final Answers answers;
    private final PartnerDirectory partners;

    TransactionsController(
            AcceptPurchase acceptPurchase,
            AwaitPayouts awaitPayouts,
            PurchaseArchive archive,
            Answers answers,
            PartnerDirectory partners) {
        this.acceptPurchase = acceptPurchase;
        this.awaitPayouts = awaitPayouts;
        this.archive = archive;
        this.answers = answers;
        this.partners = partners;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @KeyedByReference
    @Allow(Role.PARTNER)
    ResponseEntity<TransactionAnswer> report(
            Caller caller,
            @RequestHeader(name = Prefer.HEADER, required = false) @Nullable List<String> prefer,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        Purchase purchase = Fields.readStrictly(body, fields -> PurchaseForm.v2(caller.requirePartner(), fields));
        Optional<Duration> wait = Prefer.wait(prefer, LONGEST_WAIT);
        return switch (acceptPurchase.accept(purchase)) {
            case Acceptance.Accepted accepted ->
                answer(
                        ResponseEntity.created(URI.create(PATH + "/" + Ids.text(accepted.id()))),
                        caller.requirePartner(),
                        accepted.id(),
                        answers.accepted(purchase, accepted),
                        wait);
            case Acceptance.Repeated repeated ->
                answer(
                        ResponseEntity.ok().header("Idempotent-Replayed", "true"),
                        caller.requirePartner(),
                        repeated.id(),
                        answers.repeated(repeated.id()),
                        wait);
            case Acceptance.Refused refused -> throw V2Refusals.of(refused.refusal(), "");
            case Acceptance.Failed failed -> throw failed.cause();
        };
    }

    private ResponseEntity<TransactionAnswer> answer(
            ResponseEntity.BodyBuilder answer,
            PartnerId partner,
            UUID purchase,
            TransactionAnswer decided,
            Optional<Duration> wait) {
        if (wait.isEmpty()) {
            return answer.body(decided);
        }
        String granted = Prefer.waited(wait.get());
        TransactionAnswer.Payout payout = decided.payout();
        if (payout == null) {
            return answer.header(Prefer.APPLIED, granted).body(decided);
        }
        return switch (awaitPayouts.await(partner, Ids.parse(payout.id()), wait.get())) {
            case AwaitPayouts.Waited.Ended ended ->
                answer.header(Prefer.APPLIED, granted).body(answers.now(decided, purchase));
            case AwaitPayouts.Waited.TimeUp timeUp ->
                answer.header(Prefer.APPLIED, granted).body(answers.now(decided, purchase));
            case AwaitPayouts.Waited.Crowded crowded -> answer.body(decided);
        };
    }

    @GetMapping(PATH + "/{id}")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    TransactionAnswer one(
            Caller caller, @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return Ids.find(id)
                .flatMap(archive::find)
                .filter(record -> PartnerScope.admits(caller, record.purchase().partner()))
                .map(answers::of)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no transaction has this id"));
    }

    @GetMapping(PATH)
    @Exported("transactions")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<TransactionAnswer> list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        return switch (Query.read(parameters, query -> TransactionsQuery.read(query, caller, partners))) {
            case TransactionsQuery.ByReference one -> byReference(one.partners(), one.reference());
            case TransactionsQuery.ByTime(PurchaseArchive.Page page, PayoutState state) ->
                state == null ? byTime(page) : byState(page, state);
        };
    }

    private Listing<TransactionAnswer> byReference(List<PartnerId> partners, String reference) {
        return new Listing<>(answers.of(archive.find(partners, reference)), null);
    }

    private Listing<TransactionAnswer> byTime(PurchaseArchive.Page page) {
        PurchaseArchive.Found found = archive.page(page);
        return listing(found.purchases(), found.next());
    }

    private Listing<TransactionAnswer> byState(PurchaseArchive.Page page, PayoutState state) {
        PurchaseArchive.Found looked = archive.page(page.ofAtLeast(STATES_LOOKED_AT));
        List<PurchaseRecord> fitting = answers.inState(looked.purchases(), state);
        if (fitting.size() <= page.limit()) {
            return listing(fitting, looked.next());
        }
        List<PurchaseRecord> shown = fitting.subList(0, page.limit());
        return listing(shown, PurchaseArchive.Place.of(shown.getLast()));
    }

    private Listing<TransactionAnswer> listing(List<PurchaseRecord> purchases, PurchaseArchive.@Nullable Place next) {
        return new Listing<>(
                answers.of(purchases),
                next == null ? null : TransactionsQuery.cursor(next).text());
    }
}
