package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.console.ConsoleOperations.Endpoint;
import id.kezbek.testing.EngineTest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** People can use every operation of v2 on a page, if their role may call it. */
@EngineTest
class ConsoleOperationsTest {

    private final ConsoleOperations console;

    ConsoleOperationsTest(RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this.console = new ConsoleOperations(requestMappingHandlerMapping);
    }

    @Test
    void eachRoleHasPageForEachOperationThatItMayCall() {
        List<String> missing = console.operations().stream()
                .filter(operation -> ConsoleOperations.reason(operation).isEmpty())
                .filter(operation -> operation.allow().anyone()
                        || !console.withoutPage(operation).isEmpty())
                .map(operation -> operation + " has no page for " + console.withoutPage(operation))
                .toList();
        assertThat(missing)
                .as("add a page or form, or say in NO_PAGE why people do not need one")
                .isEmpty();
    }

    @Test
    void eachFormIsShownOnlyToRolesThatMayCallItsOperation() {
        List<String> wrong = console.pages().entrySet().stream()
                .flatMap(page -> page.getValue().stream()
                        .filter(operation ->
                                !operation.isRead() && !operation.allow().anyone())
                        .filter(operation ->
                                !operation.people().containsAll(page.getKey().people()))
                        .map(operation ->
                                page.getKey() + " calls " + operation + ", which permits only " + operation.people()))
                .toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    void operationsWithoutPageExistAndHaveNone() {
        List<String> names =
                console.operations().stream().map(Endpoint::toString).toList();
        assertThat(names).containsAll(ConsoleOperations.NO_PAGE.keySet());
        assertThat(console.operations())
                .filteredOn(operation -> ConsoleOperations.NO_PAGE.containsKey(operation.toString()))
                .allMatch(operation -> console.pagesOf(operation).isEmpty());
    }

    @Test
    void findsCallsOfHelpersLambdasAndJoinedPaths() {
        assertThat(calls("POST /console/partners/{code}/top-up"))
                .contains("POST /api/v2/partners/{code}/funding/top-ups");
        assertThat(calls("POST /console/officers/{id}/remove"))
                .contains("DELETE /api/v2/partners/{code}/officers/{id}");
        assertThat(calls("POST /console/partners/{code}/change")).contains("PATCH /api/v2/partners/{code}");
        assertThat(calls("POST /console/breaks/{id}/unmatch")).contains("POST /api/v2/breaks/{id}/unmatch");
        assertThat(calls("GET /console/float-bridge")).contains("GET /api/v2/providers/{code}/float-bridge/{day}");
        assertThat(calls("GET /console/transactions/{id}"))
                .contains("GET /api/v2/transactions/{id}", "GET /api/v2/payouts/{id}")
                .noneMatch(operation -> !operation.startsWith("GET"));
    }

    private List<String> calls(String page) {
        Set<Endpoint> calls = console.pages().entrySet().stream()
                .filter(one -> one.getKey().toString().equals(page))
                .findFirst()
                .orElseThrow()
                .getValue();
        return calls.stream().map(Endpoint::toString).toList();
    }
}
