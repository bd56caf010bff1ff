package id.kezbek.approvals.records;

import id.kezbek.approvals.Act;
import id.kezbek.approvals.Approval;
import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.json.JsonMapper;

/** All kinds of proposals from all modules, and the JSON form of their arguments. */
@Component
public class Acts {

    private final SingletonSupplier<Map<String, Act<?>>> byKind;

    Acts(ObjectProvider<Act<?>> acts) {
        // The kinds are resolved at first use, because the beans of the kinds may need this class during their
        // creation.
        this.byKind = SingletonSupplier.of(() -> byKind(acts.stream().toList()));
    }

    /** The kind of proposal with this name; empty if this version does not know the kind. */
    public Optional<Act<?>> find(String kind) {
        return Optional.ofNullable(byKind.obtain().get(kind));
    }

    /** The names of the kinds that belong to this duty. */
    public List<String> kindsOf(Duty duty) {
        return byKind.obtain().values().stream()
                .filter(act -> act.duty().filter(duty::equals).isPresent())
                .map(Act::kind)
                .sorted()
                .toList();
    }

    /** The names of the kinds that this role may approve. */
    public List<String> kindsFor(Role role) {
        return byKind.obtain().values().stream()
                .filter(act -> act.roles().contains(role))
                .map(Act::kind)
                .sorted()
                .toList();
    }

    /** The partner code in the arguments; empty if the arguments contain no partner. */
    public static Optional<String> partner(String arguments) {
        return JsonMapper.shared().readTree(arguments).path("partner").asStringOpt();
    }

    /**
     * The part of sealed arguments that is also stored as plain text. This part contains only the partner, because
     * duties are searched by partner.
     */
    static String partnerAlone(String arguments) {
        return write(partner(arguments)
                .<Map<String, String>>map(code -> Map.of("partner", code))
                .orElse(Map.of()));
    }

    public static String write(Object arguments) {
        return JsonMapper.shared().writeValueAsString(arguments);
    }

    public static <A> void carryOut(Act<A> act, Approval approval, Decision decision) {
        act.carryOut(read(act, approval), decision);
    }

    public static <A> List<String> warnings(Act<A> act, Approval approval) {
        return act.warnings(read(act, approval));
    }

    /** The current values in the form of the stored arguments; empty if the proposal replaces no values. */
    public static <A> Optional<String> before(Act<A> act, Approval approval) {
        return act.before(read(act, approval)).map(Acts::write);
    }

    public static <A> boolean admits(Act<A> act, Approval approval, Caller caller) {
        return act.admits(read(act, approval), caller);
    }

    private static <A> A read(Act<A> act, Approval approval) {
        return JsonMapper.shared().readValue(approval.arguments(), act.arguments());
    }

    private static Map<String, Act<?>> byKind(List<Act<?>> acts) {
        return acts.stream().collect(Collectors.toUnmodifiableMap(Act::kind, Function.identity()));
    }
}
