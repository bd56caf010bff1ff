package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rules;
import id.kezbek.shared.Money;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the rules to show them to people, with past and future versions. */
@Component
public class RuleArchive {

    private final Rules rules;
    private final JdbcClient jdbc;

    RuleArchive(Rules rules, JdbcClient jdbc) {
        this.rules = rules;
        this.jdbc = jdbc;
    }

    /**
     * All rules, in the order of their ids. The number of rules is small, because every process has all rules in
     * memory.
     */
    public List<RuleHistory> all() {
        Map<Long, List<RuleHistory.Version>> byId = rules.versions().stream()
                .collect(Collectors.groupingBy(
                        version -> version.rule().id(),
                        LinkedHashMap::new,
                        Collectors.mapping(RuleHistory.Version::of, Collectors.toList())));
        List<RuleHistory> all = new ArrayList<>(byId.size());
        byId.forEach((id, versions) -> all.add(new RuleHistory(id, versions)));
        return all;
    }

    public Optional<RuleHistory> find(long rule) {
        List<RuleHistory.Version> versions =
                rules.versions(rule).stream().map(RuleHistory.Version::of).toList();
        return versions.isEmpty() ? Optional.empty() : Optional.of(new RuleHistory(rule, versions));
    }

    /** The names that people gave to rules. A rule without a name is absent. */
    public Map<Long, RuleName> names() {
        return jdbc
                .sql("select rule, name, description from cashback.rule_name")
                .query((row, n) -> Map.entry(row.getLong(1), new RuleName(row.getString(2), row.getString(3))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The cashback given by each rule with a budget. A rule that gave no cashback is absent from the map. */
    public Map<Long, Money> spent() {
        return jdbc
                .sql("select rule, spent from cashback.rule_budget")
                .query((row, n) -> Map.entry(row.getLong(1), Money.rupiah(row.getBigDecimal(2))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
