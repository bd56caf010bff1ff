package id.kezbek.approvals;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A proposal whose precondition a test can remove, and whose only effect is a row. */
@Component
@ConditionalOnProperty("cezbek.test.faulty")
public class TestAct implements Act<TestAct.Arguments> {

    /**
     * @param thing the subject of the proposal
     */
    public record Arguments(String thing, int times) {}

    private final JdbcClient jdbc;
    private final Map<String, String> grounds = new ConcurrentHashMap<>();
    private final Map<String, List<String>> warned = new ConcurrentHashMap<>();

    TestAct(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void warn(String thing, List<String> warnings) {
        warned.put(thing, warnings);
    }

    public void changeGround(String thing) {
        grounds.put(thing, "changed");
    }

    @Override
    public String kind() {
        return "TEST_ACT";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.of(Role.ADMIN, Role.FINANCE);
    }

    @Override
    public String subject(Arguments arguments) {
        return "thing " + arguments.thing();
    }

    @Override
    public String words(Arguments arguments) {
        return "do it " + arguments.times() + " times to " + arguments.thing();
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        return warned.getOrDefault(arguments.thing(), List.of());
    }

    @Override
    public void check(Arguments arguments) {
        if (grounds.containsKey(arguments.thing())) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the thing is not what it was");
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        jdbc.sql("insert into approvals.test_act (thing, decision) values (?, ?)")
                .params(arguments.thing(), decision.name())
                .update();
        check(arguments);
    }
}
