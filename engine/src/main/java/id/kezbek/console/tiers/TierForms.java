package id.kezbek.console.tiers;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.sheet.CheckRefused;
import id.kezbek.console.sheet.FieldValue;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.console.sheet.TypedRows;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The form that proposes a tier programme. Each line is a tier: code, grade, last count, days, rewards, name,
 * description. An example is {@code BRONZE; 1; 5; 90; 3 = 1000, 5 = 2000; Bronze member; For all}. The form starts with
 * the programme in force.
 */
@ConsoleController
class TierForms {

    private static final String PAGE = "/console/tiers/change";
    private static final int LINES_MAX = 20_000;
    private static final int CODE = 0;
    private static final int GRADE = 1;
    private static final int LAST_COUNT = 2;
    private static final int DAYS = 3;
    private static final int REWARDS = 4;
    private static final int NAME = 5;
    private static final int DESCRIPTION = 6;
    private static final String SEPARATOR = "; ";

    private static Sheet sheet(String tiers) {
        return Sheet.proposal(
                        "tiers.change",
                        "",
                        PAGE,
                        "/console/tiers",
                        Input.lines("tiers", LINES_MAX).with(tiers),
                        Input.reason())
                .withCheck(PAGE + "/check");
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(PAGE)
    Reply change(Screen screen, Operations operations) {
        return sheet(text(operations.get(Ladder.class, "/api/v2/tiers").tiers()))
                .show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(PAGE)
    Reply change(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        Sheet sheet = sheet("");
        Map<String, Object> body = sheet.body(typed);
        body.put("tiers", tiers(typed));
        return sheet.reply(screen, typed, operations.post("/api/v2/tiers", body, Sheet.key(typed)));
    }

    /** The part of the form that shows the effect while a person types. */
    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(PAGE + "/check")
    Reply check(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        Map<String, Object> body = Map.of("tiers", tiers(typed));
        return switch (operations.post("/api/v2/tiers:check", body)) {
            case Outcome.Done done -> screen.show("tiers/check", done.read(LadderCheck.class));
            case Outcome.Refused(Refusal refusal) ->
                screen.show(CheckRefused.TEMPLATE, CheckRefused.of(sheet(""), refusal));
        };
    }

    private static List<Map<String, Object>> tiers(MultiValueMap<String, String> typed) {
        return TypedRows.of(typed.getFirst("tiers"), ";").stream()
                .map(TierForms::tier)
                .toList();
    }

    private static String text(List<Ladder.Tier> tiers) {
        return tiers.stream().map(TierForms::line).collect(Collectors.joining("\n"));
    }

    private static String line(Ladder.Tier tier) {
        String values = String.join(
                SEPARATOR,
                tier.code(),
                Integer.toString(tier.grade()),
                Integer.toString(tier.lastCount()),
                Integer.toString(tier.lastsDays()),
                tier.rewards().stream()
                        .map(reward -> reward.count() + " = "
                                + reward.amount().decimal().toPlainString())
                        .collect(Collectors.joining(", ")));
        return tier.name() == null && tier.description() == null
                ? values
                : String.join(
                        SEPARATOR,
                        values,
                        Objects.requireNonNullElse(tier.name(), ""),
                        Objects.requireNonNullElse(tier.description(), ""));
    }

    /** Values that are missing or not readable are sent unchanged, so that the operation reports the error. */
    private static Map<String, Object> tier(List<String> parts) {
        Map<String, Object> tier = new LinkedHashMap<>();
        put(tier, "code", parts, CODE);
        put(tier, "grade", parts, GRADE);
        put(tier, "last_count", parts, LAST_COUNT);
        put(tier, "lasts_days", parts, DAYS);
        tier.put("rewards", parts.size() > REWARDS ? rewards(parts.get(REWARDS)) : List.of());
        if (parts.size() > NAME && !parts.get(NAME).isEmpty()) {
            tier.put("name", parts.get(NAME));
        }
        // A description may contain semicolons, so it is all text after the name.
        String description = parts.stream().skip(DESCRIPTION).collect(Collectors.joining(SEPARATOR));
        if (!description.isEmpty()) {
            tier.put("description", description);
        }
        return tier;
    }

    private static void put(Map<String, Object> tier, String name, List<String> parts, int place) {
        if (parts.size() > place) {
            String part = parts.get(place);
            tier.put(name, place == CODE ? part : TypedRows.number(part));
        }
    }

    private static List<Map<String, Object>> rewards(String text) {
        return TypedRows.pairs(text.replace(",", "\n")).stream()
                .map(pair -> Map.of("count", TypedRows.number(pair.name()), "amount", FieldValue.amount(pair.value())))
                .toList();
    }
}
