package id.kezbek.sandbox.demo.replay;

import id.kezbek.sandbox.client.PayoutSummary.Group;
import id.kezbek.sandbox.demo.reckoning.Figures;
import id.kezbek.sandbox.demo.reckoning.Tally;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The demo's figures as a table with name, count and rupiah. */
public final class ReplayTable {

    private static final Map<String, String> REASONS = Map.of(
            "BR-04", "BR-04 unknown wallet",
            "BR-07", "BR-07 below all rules");

    private final List<String> lines = new ArrayList<>();

    private ReplayTable() {}

    /**
     * @param byProvider the payments by provider
     */
    public static List<String> of(Tally tally, Map<String, Group> byProvider) {
        ReplayTable table = new ReplayTable();
        table.purchases(tally);
        table.money(tally, byProvider);
        return table.lines;
    }

    private void purchases(Tally tally) {
        line("", "count", "IDR");
        line("accepted", Figures.count(tally.accepted()), "");
        line("refused", Figures.count(tally.refusedInAll()), "");
        tally.refused()
                .forEach(
                        (reason, count) -> line("  " + REASONS.getOrDefault(reason, reason), Figures.count(count), ""));
        line("repeated, got the stored response", Figures.count(tally.repeated()), "");
        line("repeated with other values", Figures.count(tally.conflicting()), "");
    }

    private void money(Tally tally, Map<String, Group> byProvider) {
        line("cashback", "", Figures.rupiah(tally.cashback()));
        line("rewards", "", Figures.rupiah(tally.rewards()));
        Group all = byProvider.values().stream().reduce(Group.NONE, Group::plus);
        line("paid", Figures.count(all.count()), Figures.rupiah(all.amount()));
        byProvider.forEach((provider, group) -> {
            line("  " + provider, Figures.count(group.count()), Figures.rupiah(group.amount()));
            line("    fees", "", Figures.rupiah(group.fees()));
        });
        line("fees", "", Figures.rupiah(all.fees()));
        line("fees, always direct", "", Figures.rupiah(all.directFees()));
        line("fees saved by routing", "", Figures.rupiah(saved(all)));
    }

    private static BigDecimal saved(Group all) {
        return all.directFees().subtract(all.fees());
    }

    private void line(String what, String count, String amount) {
        lines.add(String.format(Locale.ROOT, "%-34s %8s %16s", what, count, amount)
                .stripTrailing());
    }
}
