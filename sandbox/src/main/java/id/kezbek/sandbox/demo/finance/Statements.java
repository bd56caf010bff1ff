package id.kezbek.sandbox.demo.finance;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.FinanceClient;
import id.kezbek.sandbox.client.FinanceClient.Person;
import id.kezbek.sandbox.client.Json;
import id.kezbek.sandbox.demo.Claim;
import id.kezbek.sandbox.demo.ClaimFailed;
import id.kezbek.sandbox.demo.Narrator;
import id.kezbek.sandbox.demo.reckoning.Figures;
import id.kezbek.sandbox.providers.Provider;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The day's statements: one person uploads the files, another person confirms them, the engine finds the mistakes, and
 * a corrected file follows.
 */
final class Statements {

    private static final Provider SPOILED = Provider.MTRANS;

    /** A difference in the engine's list. */
    private record Difference(String id, JsonNode node) {

        String kind() {
            return node.path("kind").asString("");
        }
    }

    private final Office office;
    private final Narrator narrator;
    private final FinanceClient finance;
    private final Payments payments;

    Statements(Office office, Payments payments) {
        this.office = office;
        this.narrator = office.stage().narrator();
        this.finance = office.finance();
        this.payments = payments;
    }

    void play() {
        narrator.step("Finance fetches the providers' statements; one of them has mistakes");
        LocalDate today = office.today();
        if (!office.began().equals(today)) {
            send(office.began(), Map.of());
        }
        LocalDate day = isEnough(today) ? today : office.began();
        SpoiledStatement spoiled =
                SpoiledStatement.of(office.statements().statement(SPOILED.name(), day), payments.references());
        narrator.say(
                spoiled.made().size() + " mistakes are added to the statement of " + SPOILED + " before it is sent");
        String statement = send(day, Map.of(SPOILED, spoiled.bytes()));
        found(spoiled, statement);
        narrator.step("The provider sends a corrected statement");
        send(day, Map.of());
        narrator.check(Claim.same(
                "the corrected statement resolves all these differences",
                standing(spoiled, "").size(),
                0));
        floatBridges(day);
    }

    private boolean isEnough(LocalDate day) {
        return SpoiledStatement.isEnough(office.statements().statement(SPOILED.name(), day), payments.references());
    }

    /**
     * @return the id of the statement with mistakes
     */
    private String send(LocalDate day, Map<Provider, byte[]> instead) {
        narrator.call("GET /sandbox/statement/{provider}?date=" + day + "  (each of the five providers)");
        narrator.call("PUT /api/v2/providers/{provider}/statements/" + day + "  (FINANCE, then ADMIN)");
        String spoiled = "";
        int whole = 0;
        int confirmed = 0;
        for (Provider provider : Provider.values()) {
            byte[] file = instead.getOrDefault(provider, office.statements().statement(provider.name(), day));
            Answer sent = finance.sendStatement(Person.FINANCE, provider.name(), day, file);
            Answer again = finance.sendStatement(Person.ADMIN, provider.name(), day, file);
            if (!sent.succeeded() || !again.succeeded()) {
                throw new ClaimFailed("the statement of " + provider + " was refused: "
                        + (sent.succeeded() ? again : sent).shortened());
            }
            JsonNode body = again.body();
            narrator.say(String.format(
                    Locale.ROOT,
                    "%-10s %6s lines, opening %19s, closing %19s",
                    provider,
                    Figures.count(body.path("lines").asLong()),
                    Figures.rupiah(Json.amount(body.path("opening"))),
                    Figures.rupiah(Json.amount(body.path("closing")))));
            whole += body.path("complete").asBoolean() && body.path("rejected").asInt(1) == 0 ? 1 : 0;
            confirmed += body.path("confirmed_by").asString("").isEmpty() ? 0 : 1;
            spoiled = provider == SPOILED ? body.path("id").asString() : spoiled;
        }
        narrator.check(Claim.same("each statement is complete, and every row could be read", whole, 5));
        narrator.check(
                Claim.same("each statement counts as proof, because two people sent the same bytes", confirmed, 5));
        return spoiled;
    }

    private void found(SpoiledStatement spoiled, String statement) {
        narrator.step("The engine finds each mistake, and nothing else");
        narrator.call("GET /api/v2/breaks?standing=true");
        List<Difference> differences = standing(spoiled, statement);
        List<Difference> unexplained = new ArrayList<>(differences);
        Map<Mistake, List<Difference>> byMistake = new TreeMap<>();
        for (SpoiledStatement.Made made : spoiled.made()) {
            List<Difference> its = unexplained.stream()
                    .filter(difference -> made.isFoundAs(difference.node()))
                    .toList();
            unexplained.removeAll(its);
            byMistake.put(made.mistake(), its);
        }
        byMistake.forEach((mistake, its) -> narrator.say(String.format(
                        Locale.ROOT,
                        "%-42s %-18s %12s",
                        mistake.words(),
                        mistake.isMatched() ? "matched" : mistake.difference(),
                        mistake.isMatched() ? "" : Figures.rupiah(atStake(its)))
                .stripTrailing()));
        long once = spoiled.made().stream()
                .filter(made ->
                        byMistake.getOrDefault(made.mistake(), List.of()).size()
                                == (made.mistake().isMatched() ? 0 : 1))
                .count();
        narrator.check(Claim.same(
                "each mistake is found once with its kind, or its row is matched", once, Mistake.values().length));
        narrator.check(new Claim(
                "no other difference of the partner's payments is listed",
                unexplained.isEmpty(),
                unexplained.isEmpty()
                        ? "0 = 0"
                        : unexplained.stream().map(Difference::kind).toList().toString()));
        narrator.page("/statements/" + statement);
        differences.stream().map(Difference::id).distinct().forEach(id -> narrator.page("/breaks/" + id));
        narrator.look("GET /api/v2/breaks/{id}: the statement's row next to our attempt (with a staff token)");
    }

    private static BigDecimal atStake(List<Difference> differences) {
        return differences.stream()
                .map(difference -> Json.amount(difference.node().path("at_stake")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * The open differences of the partner's payments at all providers, without other differences of the installation.
     */
    private List<Difference> standing(SpoiledStatement spoiled, String statement) {
        return finance.all("/api/v2/breaks?standing=true&limit=200").stream()
                .filter(node -> payments.references()
                                .contains(node.path("attempt").asString(""))
                        || !statement.isEmpty()
                                && node.path("statement").asString("").equals(statement)
                                && spoiled.isOurs(node.path("line_number").asInt(0)))
                .map(node -> new Difference(node.path("id").asString(), node))
                .toList();
    }

    private void floatBridges(LocalDate day) {
        int tied = 0;
        for (Provider provider : Provider.values()) {
            JsonNode bridge = finance.get("/api/v2/providers/" + provider + "/float-bridge/" + day)
                    .orThrow()
                    .body();
            boolean isTied = Json.amount(bridge.path("residual")).signum() == 0
                    && !bridge.path("closing").isNull();
            tied += isTied ? 1 : 0;
            List<String> missing = new ArrayList<>();
            bridge.path("missing").forEach(why -> missing.add(why.asString()));
            narrator.say(String.format(
                    Locale.ROOT,
                    "%-10s %s",
                    provider,
                    missing.isEmpty() ? "the day is complete" : "not complete: " + String.join("; ", missing)));
        }
        narrator.check(
                Claim.same("each provider's opening balance, payments and fees lead to its closing balance", tied, 5));
        narrator.page("/float-bridge?day=" + day);
        narrator.look("GET /api/v2/providers/MTRANS/float-bridge/" + day);
    }
}
