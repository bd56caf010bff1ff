package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.idempotency.KeyedByReference;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.ErrorAnswers;
import id.kezbek.shared.web.Problem;
import id.kezbek.shared.web.reading.Element;
import id.kezbek.shared.web.reading.Elements;
import id.kezbek.shared.web.reading.Query;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accepts many purchases in one request. Each purchase is decided separately, in the order of the request. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class TransactionBatchController {

    static final int MAX_TRANSACTIONS = 1_000;
    private static final String LIST = "transactions";

    /**
     * The result of one purchase of the batch. Its transaction or problem is the same as in the response to a single
     * request.
     *
     * @param index the position in the list, starting at 0
     * @param status 201 if the purchase is new, 200 if it was already accepted with the same values, otherwise the HTTP
     *     status of the error
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            int index,
            int status,
            @Nullable TransactionAnswer transaction,
            @Nullable Problem problem) {}

    record Results(List<Result> results) {}

    private final AcceptPurchase acceptPurchase;
    private final Answers answers;
    private final ErrorAnswers errors;

    TransactionBatchController(AcceptPurchase acceptPurchase, Answers answers, ErrorAnswers errors) {
        this.acceptPurchase = acceptPurchase;
        this.answers = answers;
        this.errors = errors;
    }

    @PostMapping(path = TransactionsController.PATH + ":batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    @KeyedByReference
    @Allow(Role.PARTNER)
    Results report(
            Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        List<Element<Purchase>> elements = Elements.readList(
                body, LIST, MAX_TRANSACTIONS, fields -> PurchaseForm.v2(caller.requirePartner(), fields));
        List<Purchase> readable = new ArrayList<>(elements.size());
        for (Element<Purchase> element : elements) {
            if (element instanceof Element.Good<Purchase> good) {
                readable.add(good.value());
            }
        }
        List<Acceptance> outcomes = readable.isEmpty() ? List.of() : acceptPurchase.acceptAll(readable);
        return new Results(results(elements, outcomes));
    }

    /** @param outcomes the results of the valid elements, in order */
    private List<Result> results(List<Element<Purchase>> elements, List<Acceptance> outcomes) {
        Map<UUID, TransactionAnswer> repeated = answers.repeated(outcomes.stream()
                .filter(Acceptance.Repeated.class::isInstance)
                .map(outcome -> ((Acceptance.Repeated) outcome).id())
                .toList());
        List<Result> results = new ArrayList<>(elements.size());
        Iterator<Acceptance> outcome = outcomes.iterator();
        for (Element<Purchase> element : elements) {
            int index = results.size();
            results.add(
                    switch (element) {
                        case Element.Faulty<Purchase> faulty -> refused(index, faulty.refusal());
                        case Element.Good<Purchase> good -> result(index, good.value(), outcome.next(), repeated);
                    });
        }
        return results;
    }

    private Result result(int index, Purchase purchase, Acceptance outcome, Map<UUID, TransactionAnswer> repeated) {
        return switch (outcome) {
            case Acceptance.Accepted accepted ->
                new Result(index, HttpStatus.CREATED.value(), answers.accepted(purchase, accepted), null);
            case Acceptance.Repeated again ->
                new Result(index, HttpStatus.OK.value(), Objects.requireNonNull(repeated.get(again.id())), null);
            case Acceptance.Refused refused ->
                refused(index, V2Refusals.of(refused.refusal(), LIST + "[" + index + "]."));
            case Acceptance.Failed failed -> refused(index, failed.cause());
        };
    }

    private Result refused(int index, RuntimeException why) {
        Problem problem = errors.problem(why);
        return new Result(index, problem.status(), null, problem);
    }
}
